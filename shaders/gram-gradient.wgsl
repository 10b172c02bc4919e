// da[p, i] = the sum over the channels j of a[p, j] * (dy[j, i] + dy[i, j]) / PIXELS. One thread computes one element.

override PIXELS = 4u;
override CHANNELS = 1u;

@group(0) @binding(0) var<storage, read> a: array<f32>;         // [samples, PIXELS, CHANNELS]
@group(0) @binding(1) var<storage, read> dy: array<f32>;        // [samples, CHANNELS, CHANNELS]
@group(0) @binding(2) var<storage, read_write> da: array<f32>;  // as a

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.y * groups.x * 64u + id.x;
  if (at >= arrayLength(&da)) { return; }
  let i = at % CHANNELS;
  let pixel = at - i;
  let first = at / CHANNELS / PIXELS * CHANNELS * CHANNELS;

  var sum = 0.0;
  for (var j = 0u; j < CHANNELS; j++) {
    sum += a[pixel + j] * (dy[first + j * CHANNELS + i] + dy[first + i * CHANNELS + j]);
  }
  da[at] = sum / f32(PIXELS);
}
