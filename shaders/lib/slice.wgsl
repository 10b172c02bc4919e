// y = a part of x along one axis: of every block of BLOCK numbers, PART from START on.
// The file that uses this says what a `number` is: one element or four. Sizes are counted in it.

override BLOCK = 2u;
override START = 0u;
override PART = 1u;

@group(0) @binding(0) var<storage, read> x: array<number>;        // [blocks, BLOCK]
@group(0) @binding(1) var<storage, read_write> y: array<number>;  // [blocks, PART]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  y[i] = x[i / PART * BLOCK + START + i % PART];
}
