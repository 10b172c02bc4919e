// A step of Adam, upwards:
//
//   y[i] = x[i] + RATE * (m[i] / (1 - beta1^t)) / (sqrt(v[i] / (1 - beta2^t)) + EPSILON),  t = step + 1
//
// One thread computes one element.

override RATE = 0.05;
override LOG_BETA1 = -0.1;
override LOG_BETA2 = -0.001;
override EPSILON = 1e-7;

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> m: array<f32>;
@group(0) @binding(2) var<storage, read> v: array<f32>;
@group(0) @binding(3) var<storage, read> step: array<f32>;  // [1], from 0
@group(0) @binding(4) var<storage, read_write> y: array<f32>;

/** 1 - exp(-z) for z >= 0; near zero, where the difference loses digits, its series. */
fn one_minus_exp(z: f32) -> f32 {
  let series = z * (1.0 - z / 2.0 * (1.0 - z / 3.0 * (1.0 - z / 4.0 * (1.0 - z / 5.0 * (1.0 - z / 6.0)))));
  return select(1.0 - exp(-min(z, 80.0)), series, z < 0.2);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let t = step[0] + 1.0;
  let mean = m[i] / one_minus_exp(-LOG_BETA1 * t);
  let square = v[i] / one_minus_exp(-LOG_BETA2 * t);
  y[i] = x[i] + RATE * mean / (sqrt(square) + EPSILON);
}
