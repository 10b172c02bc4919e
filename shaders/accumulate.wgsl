// y[k, i] = total[k, i] + the sum over the samples n of weights[n, k] * x[n, i]. One thread computes one number of y.
//
// A sample of weight 0 is not read: rows past those of a run may hold anything, NaN too.

override SIZE = 4u;  // numbers of one sample of x
override SUMS = 1u;

@group(0) @binding(0) var<storage, read> total: array<f32>;    // [SUMS, SIZE]
@group(0) @binding(1) var<storage, read> x: array<f32>;        // [samples, SIZE]
@group(0) @binding(2) var<storage, read> weights: array<f32>;  // [samples, SUMS]
@group(0) @binding(3) var<storage, read_write> y: array<f32>;  // [SUMS, SIZE]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= SUMS * SIZE) { return; }
  let k = i / SIZE;
  let samples = arrayLength(&weights) / SUMS;

  var sum = 0.0;
  for (var n = 0u; n < samples; n++) {
    let weight = weights[n * SUMS + k];
    if (weight != 0.0) { sum += weight * x[n * SIZE + i % SIZE]; }
  }
  y[i] = total[i] + sum;
}
