// y = x where x > 0, else alpha * x. Alpha has a number for each of the last SLOPES elements of a sample, repeated.
// The file that uses this says what a `number` is: one element or four. Sizes are counted in it.

override SLOPES = 1u;

@group(0) @binding(0) var<storage, read> x: array<number>;        // [rows, SLOPES]
@group(0) @binding(1) var<storage, read> alpha: array<number>;    // [SLOPES]
@group(0) @binding(2) var<storage, read_write> y: array<number>;  // [rows, SLOPES]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  y[i] = select(x[i] * alpha[i % SLOPES], x[i], x[i] > number());
}
