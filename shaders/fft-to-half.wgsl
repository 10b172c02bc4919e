// The adjoint of fft-to-real.wgsl:
//
//   y[k] = SCALE * (1 or 2) * sum over n of x[n] * exp(-2 pi i k n / LENGTH) for k < HALF
//
// twice where X[k] has a mirror image beside itself; where not, the real part only. INVERSE is 0. One workgroup per row
// and channel.

// @use lib/fft.wgsl
override HALF = 3u;  // LENGTH / 2 + 1
override CHANNELS = 1u;
override SCALE = 1.0;

@group(0) @binding(0) var<storage, read> x: array<f32>;          // [rows, LENGTH, CHANNELS]
@group(0) @binding(2) var<storage, read_write> y: array<vec2f>;  // [rows, HALF, CHANNELS], (real, imaginary)

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  let i = group.y * groups.x + group.x;
  let row = i / CHANNELS;
  let c = i % CHANNELS;
  if (row * HALF * CHANNELS >= arrayLength(&y)) { return; }  // the whole workgroup leaves

  for (var n = thread; n < LENGTH; n += 64u) { line[n] = vec2f(x[(row * LENGTH + n) * CHANNELS + c], 0.0); }
  let result = transform(thread);
  for (var k = thread; k < HALF; k += 64u) {
    let value = SCALE * line[result + k];
    y[(row * HALF + k) * CHANNELS + c] = select(2.0 * value, vec2f(value.x, 0.0), (LENGTH - k) % LENGTH == k);
  }
}
