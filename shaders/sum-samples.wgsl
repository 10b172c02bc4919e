// y[i] = the sum of x[n, i] over the first SAMPLES samples n. One thread computes one element.

override SIZE = 4u;  // numbers in a sample
override SAMPLES = 1u;

@group(0) @binding(0) var<storage, read> x: array<f32>;        // [samples, SIZE]
@group(0) @binding(1) var<storage, read_write> y: array<f32>;  // [SIZE]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= SIZE) { return; }
  var sum = 0.0;
  for (var n = 0u; n < SAMPLES; n++) { sum += x[n * SIZE + i]; }
  y[i] = sum;
}
