// A random move of a picture, from a seed and the number of the step: [rows, columns, scale, angle].
//
// Numbers come from a hash of a counter (PCG, as in Jarzynski and Olano, 2020, https://jcgt.org/published/0009/03/02/),
// so that nothing is carried from step to step and the same step moves the same way on every machine.

override JITTER = 0.0;
override LEAST = 1.0;   // scale
override MOST = 1.0;
override ROTATE = 0.0;  // radians

@group(0) @binding(0) var<storage, read> seed: array<u32>;        // [1]
@group(0) @binding(1) var<storage, read> step: array<f32>;        // [1]
@group(0) @binding(2) var<storage, read_write> draw: array<f32>;  // [4]

fn hash(counter: u32) -> u32 {
  let state = counter * 747796405u + 2891336453u;
  let word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
  return (word >> 22u) ^ word;
}

/** 24 bits. */
fn bits(k: u32) -> u32 {
  return hash(seed[0] ^ hash(u32(step[0]) * 4u + k)) >> 8u;
}

/** 0 ≤ u < 1, in steps of 2^-24. */
fn uniform(k: u32) -> f32 {
  return f32(bits(k)) / 16777216.0;
}

/** A whole number from -JITTER to JITTER: in integers, which do not round up to one more. */
fn shift(k: u32) -> f32 {
  return f32(bits(k) % (2u * u32(JITTER) + 1u)) - JITTER;
}

@compute @workgroup_size(1)
fn main() {
  draw[0] = shift(0u);
  draw[1] = shift(1u);
  draw[2] = LEAST + (MOST - LEAST) * uniform(2u);
  draw[3] = (2.0 * uniform(3u) - 1.0) * ROTATE;
}
