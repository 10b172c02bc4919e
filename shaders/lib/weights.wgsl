// The filters of a convolution, four numbers at a time. Where they are rounded to 16 bits, half-weights.wgsl stands here instead.

@group(0) @binding(2) var<storage, read> w: array<vec4f>;  // [TAPS, CHANNELS / GROUPS, FILTERS]

fn weights(i: u32) -> vec4f {
  return w[i];
}
