// y[i] = a[i] at every N-th step, else b[i]. One thread computes one element.

override N = 2u;

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read> step: array<f32>;  // [1], from 0
@group(0) @binding(3) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  if ((u32(step[0]) + 1u) % N == 0u) {
    y[i] = a[i];
  } else {
    y[i] = b[i];
  }
}
