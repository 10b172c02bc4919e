// Where four rows at a time find their pixels in x. Rows and taps as in conv2d.wgsl.

override TAPS = 9u;
override CHANNELS = 4u;       // of x
override PIXELS = 4u;         // rows of one sample in y
override SOURCE_PIXELS = 4u;  // rows of one sample in x; 0 where all samples share x
const NONE = 0xffffffffu;

@group(0) @binding(1) var<storage, read> taps: array<u32>;  // [PIXELS, TAPS]

/** The start of each row's pixel in x, in steps of `stride` a pixel; NONE outside the image. */
fn source_rows(sample: vec4u, tap: vec4u, stride: u32) -> vec4u {
  let pixel = vec4u(taps[tap.x], taps[tap.y], taps[tap.z], taps[tap.w]);
  return select((sample + pixel) * stride, vec4u(NONE), pixel == vec4u(NONE));
}
