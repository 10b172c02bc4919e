// Normally distributed numbers, mean 0 and standard deviation 1, from a seed, the number of a copy, and the place in
// it: the same ones on every machine and in whatever batch a copy is computed. One thread computes one number.
//
// The bits are a hash of those three (pcg3d: Jarzynski and Olano, 2020, https://jcgt.org/published/0009/03/02/); two
// of its words become one number (Box and Muller, 1958, https://doi.org/10.1214/aoms/1177706645).

override SIZE = 4u;  // numbers of a copy

@group(0) @binding(0) var<storage, read> seed: array<u32>;       // [1]
@group(0) @binding(1) var<storage, read> copy: array<u32>;       // [samples, 1]
@group(0) @binding(2) var<storage, read_write> y: array<f32>;    // [samples, SIZE]

fn hash(key: vec3u) -> vec3u {
  var v = key * 1664525u + 1013904223u;
  v.x += v.y * v.z;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  v ^= v >> vec3u(16u);
  v.x += v.y * v.z;
  v.y += v.z * v.x;
  v.z += v.x * v.y;
  return v;
}

/** cos(2 pi u) for 0 <= u < 1. The language promises only 11 bits of its own cosine; the series is right to 2e-7. */
fn cosine(u: f32) -> f32 {
  let a = 6.2831853 * (abs(u - 0.5) - 0.25);  // -pi/2 to pi/2; what is sought is its sine
  let b = a * a;
  let series = 1.0 + b * (-1.6666667e-1 + b * (8.3333333e-3 + b * (-1.9841270e-4 + b * (2.7557319e-6 - b * 2.5052108e-8))));
  return a * series;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let bits = hash(vec3u(i % SIZE, copy[i / SIZE], seed[0]));
  let radius = sqrt(-2.0 * log(f32((bits.x >> 8u) + 1u) / 16777216.0));  // of a number above 0, at most 1
  y[i] = radius * cosine(f32(bits.y >> 8u) / 16777216.0);
}
