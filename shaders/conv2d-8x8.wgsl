// Convolution as a matrix product in registers: a thread computes 8 rows by 8 filters.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// A 4x4 matrix holds four filters (down) of four rows (across), so `sum += filters * pixels` is 64 multiply-adds:
// four rows, four filters, four channels. No workgroup memory and no barrier; rows and taps as in conv2d.wgsl.

// @use lib/activation.wgsl
override TAPS = 9u;
override CHANNELS = 4u;       // a multiple of 4
override FILTERS = 8u;        // a multiple of 4
override PIXELS = 4u;
override SOURCE_PIXELS = 4u;
override TRANSPOSED = 0u;     // 1: w is [TAPS, FILTERS, CHANNELS], as a transposed convolution stores it
override GROUP_X = 8u;         // threads along the filters; a multiple of 4
override GROUP_Y = 8u;         // threads along the rows
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<vec4f>;        // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> taps: array<u32>;       // [PIXELS, TAPS]
@group(0) @binding(2) var<storage, read> w: array<vec4f>;        // [TAPS, CHANNELS, FILTERS]
@group(0) @binding(3) var<storage, read> after: array<vec4f>;    // [3, FILTERS]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;  // [rows, FILTERS]

/** Where in x four rows find the pixel under a tap. */
fn sources(sample: vec4u, tap: vec4u) -> vec4u {
  let pixel = vec4u(taps[tap.x], taps[tap.y], taps[tap.z], taps[tap.w]);
  return select((sample + pixel) * (CHANNELS / 4u), vec4u(NONE), pixel == vec4u(NONE));
}

/** Four channels of four rows. */
fn pixels(at: vec4u, k: u32) -> mat4x4f {
  let inside = at != vec4u(NONE);
  let i = at + k;
  return mat4x4f(
    select(vec4f(), x[i.x], inside.x),
    select(vec4f(), x[i.y], inside.y),
    select(vec4f(), x[i.z], inside.z),
    select(vec4f(), x[i.w], inside.w),
  );
}

/** Four filters, for four channels. */
fn filters(t: u32, k: u32, f: u32) -> mat4x4f {
  if (TRANSPOSED == 1u) {
    let i = (t * FILTERS + f * 4u) * (CHANNELS / 4u) + k;
    let s = CHANNELS / 4u;
    return transpose(mat4x4f(w[i], w[i + s], w[i + 2u * s], w[i + 3u * s]));
  }
  let i = (t * CHANNELS + k * 4u) * (FILTERS / 4u) + f;
  let s = FILTERS / 4u;
  return mat4x4f(w[i], w[i + s], w[i + 2u * s], w[i + 3u * s]);
}

fn store(m: u32, f: u32, sum: vec4f) {
  let s = FILTERS / 4u;
  if (f < s && m < arrayLength(&y) / s) {
    y[m * s + f] = activate(sum + after[f]) * after[s + f] + after[2u * s + f];
  }
}

fn store4(m: vec4u, f: u32, sum: mat4x4f) {
  store(m.x, f, sum[0]);
  store(m.y, f, sum[1]);
  store(m.z, f, sum[2]);
  store(m.w, f, sum[3]);
}

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let f = id.x * 2u;  // in fours
  if (f >= FILTERS / 4u) { return; }
  let top = id.y * 8u + vec4u(0, 1, 2, 3);
  let bottom = top + 4u;

  var top_left = mat4x4f();
  var top_right = mat4x4f();
  var bottom_left = mat4x4f();
  var bottom_right = mat4x4f();
  let top_sample = top / PIXELS * SOURCE_PIXELS;
  let bottom_sample = bottom / PIXELS * SOURCE_PIXELS;
  let top_window = top % PIXELS * TAPS;
  let bottom_window = bottom % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let top_at = sources(top_sample, top_window + t);
    let bottom_at = sources(bottom_sample, bottom_window + t);
    for (var k = 0u; k < CHANNELS / 4u; k++) {
      let left = filters(t, k, f);
      let right = filters(t, k, f + 1u);
      let above = pixels(top_at, k);
      top_left += left * above;
      top_right += right * above;
      let below = pixels(bottom_at, k);
      bottom_left += left * below;
      bottom_right += right * below;
    }
  }
  store4(top, f, top_left);
  store4(top, f + 1u, top_right);
  store4(bottom, f, bottom_left);
  store4(bottom, f + 1u, bottom_right);
}
