// Convolution as a matrix product in registers, four channels at a time.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// `filters * pixels` of two 4x4 matrices is 64 multiply-adds: four rows, four filters, four channels. CHANNELS is a
// multiple of 4.

// @use lib/tile-8x8.wgsl
// @use lib/four-pixels.wgsl
override DEPTH = CHANNELS / 4u;
override TRANSPOSED = 0u;  // 1: w is [TAPS, FILTERS, CHANNELS], as a transposed convolution stores it

alias Filters = mat4x4f;  // four filters, for four channels
alias Pixels = mat4x4f;   // four channels of four rows

fn pixels(at: vec4u, k: u32) -> Pixels {
  return four_pixels(at, k);
}

fn filters(t: u32, k: u32, f: u32) -> Filters {
  if (TRANSPOSED == 1u) {
    let i = (t * FILTERS + f * 4u) * DEPTH + k;
    return transpose(mat4x4f(w[i], w[i + DEPTH], w[i + 2u * DEPTH], w[i + 3u * DEPTH]));
  }
  let s = FILTERS / 4u;
  let i = (t * CHANNELS + k * 4u) * s + f;
  return mat4x4f(w[i], w[i + s], w[i + 2u * s], w[i + 3u * s]);
}

fn product(a: Filters, b: Pixels) -> mat4x4f {
  return a * b;
}
