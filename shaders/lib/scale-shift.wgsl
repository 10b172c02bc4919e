// y[i, c] = x[i, c] * scale[c] + shift[c]. One thread computes one element.
// The file that uses this says what a `number` is: one element or four. Sizes are counted in it.

override CHANNELS = 1u;

@group(0) @binding(0) var<storage, read> x: array<number>;            // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> scale_shift: array<number>;  // [2, CHANNELS]
@group(0) @binding(2) var<storage, read_write> y: array<number>;      // [rows, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let c = i % CHANNELS;
  y[i] = x[i] * scale_shift[c] + scale_shift[CHANNELS + c];
}
