// y[i] = f(x[i]). One thread computes four elements; a length that is no multiple of four leaves a tail of single ones.

// @use lib/activation.wgsl

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = (id.y * groups.x * 64u + id.x) * 4u;
  let n = arrayLength(&y);
  if (i >= n) { return; }
  let last = n - 1u;
  let at = min(i + vec4u(0, 1, 2, 3), vec4u(last));
  let z = activate(vec4f(x[at.x], x[at.y], x[at.z], x[at.w]));
  y[at.x] = z.x;
  if (i + 1u < n) { y[at.y] = z.y; }
  if (i + 2u < n) { y[at.z] = z.z; }
  if (i + 3u < n) { y[at.w] = z.w; }
}
