// y[i, j] = the mean over the pixels p of a[p, i] * a[p, j]. One thread computes one element.

override PIXELS = 4u;
override CHANNELS = 1u;

@group(0) @binding(0) var<storage, read> a: array<f32>;        // [samples, PIXELS, CHANNELS]
@group(0) @binding(1) var<storage, read_write> y: array<f32>;  // [samples, CHANNELS, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.y * groups.x * 64u + id.x;
  if (at >= arrayLength(&y)) { return; }
  let j = at % CHANNELS;
  let i = at / CHANNELS % CHANNELS;
  let first = at / CHANNELS / CHANNELS * PIXELS * CHANNELS;

  var sum = 0.0;
  for (var p = 0u; p < PIXELS; p++) {
    let pixel = first + p * CHANNELS;
    sum += a[pixel + i] * a[pixel + j];
  }
  y[at] = sum / f32(PIXELS);
}
