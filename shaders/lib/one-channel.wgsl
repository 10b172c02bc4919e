// One channel at a time, where pixels have few: one loop over taps and channels, because a loop within a loop that keeps a
// tile in registers takes three times as long on a software adapter.

// @use convolution.wgsl
override SUMMANDS = TAPS * CHANNELS;

@group(0) @binding(0) var<storage, read> x: array<f32>;  // [rows, CHANNELS]

fn outer(a: vec4f, b: vec4f) -> mat4x4f {
  return mat4x4f(a * b.x, a * b.y, a * b.z, a * b.w);
}
