// Convolution as a matrix product in registers, four channels at a time.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// `filters * pixels` of two 4x4 matrices is 64 multiply-adds: four rows, four filters, four channels. CHANNELS is a
// multiple of 4.

// @use lib/tile-8x8.wgsl
override DEPTH = CHANNELS / 4u;
override TRANSPOSED = 0u;  // 1: w is [TAPS, FILTERS, CHANNELS], as a transposed convolution stores it

alias Filters = mat4x4f;  // four filters, for four channels
alias Pixels = mat4x4f;   // four channels of four rows

@group(0) @binding(0) var<storage, read> x: array<vec4f>;  // [rows, CHANNELS]

fn pixels(at: vec4u, k: u32) -> Pixels {
  let inside = at != vec4u(NONE);
  let i = at + k;
  return mat4x4f(
    select(vec4f(), x[i.x], inside.x),
    select(vec4f(), x[i.y], inside.y),
    select(vec4f(), x[i.z], inside.z),
    select(vec4f(), x[i.w], inside.w),
  );
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
