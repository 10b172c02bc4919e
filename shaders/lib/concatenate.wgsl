// y = a beside b along one axis: of every block of A_BLOCK + B_BLOCK numbers the first come from a, the rest from b.
// The file that uses this says what a `number` is: one element or four. Sizes are counted in it.

override A_BLOCK = 1u;  // numbers of a from one step of the axes before to the next
override B_BLOCK = 1u;

@group(0) @binding(0) var<storage, read> a: array<number>;        // [blocks, A_BLOCK]
@group(0) @binding(1) var<storage, read> b: array<number>;        // [blocks, B_BLOCK]
@group(0) @binding(2) var<storage, read_write> y: array<number>;  // [blocks, A_BLOCK + B_BLOCK]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let size = A_BLOCK + B_BLOCK;
  let block = i / size;
  let at = i % size;
  if (at < A_BLOCK) {
    y[i] = a[block * A_BLOCK + at];
  } else {
    y[i] = b[block * B_BLOCK + at - A_BLOCK];
  }
}
