// Convolution of an image with few channels (1 or 3), one channel at a time.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]

// @use lib/tile-8x8.wgsl
override DEPTH = CHANNELS;

alias Filters = vec4f;  // four filters, for one channel
alias Pixels = vec4f;   // one channel of four rows

@group(0) @binding(0) var<storage, read> x: array<f32>;  // [rows, CHANNELS]

fn pixels(at: vec4u, c: u32) -> Pixels {
  let i = at + c;
  return select(vec4f(), vec4f(x[i.x], x[i.y], x[i.z], x[i.w]), at != vec4u(NONE));
}

fn filters(t: u32, c: u32, f: u32) -> Filters {
  return w[(t * CHANNELS + c) * (FILTERS / 4u) + f];
}

fn product(a: Filters, b: Pixels) -> mat4x4f {
  return mat4x4f(a * b.x, a * b.y, a * b.z, a * b.w);
}
