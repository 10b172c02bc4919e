// y[i] = BETA * v[i] + (1 - BETA) * dx[i]^2. One thread computes one element.

override BETA = 0.999;
override REST = 0.001;  // 1 - BETA, with all its digits

@group(0) @binding(0) var<storage, read> v: array<f32>;
@group(0) @binding(1) var<storage, read> dx: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  y[i] = BETA * v[i] + REST * dx[i] * dx[i];
}
