// Rows of real numbers from the first half of their spectrum:
//
//   y[n] = SCALE * sum over k < LENGTH of X[k] * exp(2 pi i k n / LENGTH),  X[LENGTH - k] = conj(X[k])
//
// What is its own mirror image (X[0], and the middle of an even LENGTH) counts with its real part only: its imaginary part
// comes out imaginary, and is left out. INVERSE is 1. One workgroup per row and channel.

// @use lib/fft.wgsl
override HALF = 3u;  // LENGTH / 2 + 1
override CHANNELS = 1u;
override SCALE = 1.0;

@group(0) @binding(0) var<storage, read> x: array<vec2f>;      // [rows, HALF, CHANNELS], (real, imaginary)
@group(0) @binding(2) var<storage, read_write> y: array<f32>;  // [rows, LENGTH, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  let i = group.y * groups.x + group.x;
  let row = i / CHANNELS;
  let c = i % CHANNELS;
  if (row * LENGTH * CHANNELS >= arrayLength(&y)) { return; }  // the whole workgroup leaves

  for (var k = thread; k < HALF; k += 64u) {
    let value = x[(row * HALF + k) * CHANNELS + c];
    line[k] = value;
    line[(LENGTH - k) % LENGTH] = vec2f(value.x, -value.y);
  }
  let result = transform(thread);
  for (var n = thread; n < LENGTH; n += 64u) {
    y[(row * LENGTH + n) * CHANNELS + c] = SCALE * line[result + n].x;
  }
}
