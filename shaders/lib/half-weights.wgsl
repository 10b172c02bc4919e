// As weights.wgsl, of numbers with 16 bits, two in a word: no device needs a feature for that.

@group(0) @binding(2) var<storage, read> w: array<vec2u>;  // [TAPS, CHANNELS / GROUPS, FILTERS]

fn weights(i: u32) -> vec4f {
  let four = w[i];
  return vec4f(unpack2x16float(four.x), unpack2x16float(four.y));
}
