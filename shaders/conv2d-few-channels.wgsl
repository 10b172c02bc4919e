// Convolution of an image with few channels (1 or 3): 8 rows by 8 filters to a thread, one channel at a time.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// Rows, taps and the way sums are held as in conv2d-8x8.wgsl.

// @use lib/activation.wgsl
override TAPS = 9u;
override CHANNELS = 1u;
override FILTERS = 8u;        // a multiple of 4
override PIXELS = 4u;
override SOURCE_PIXELS = 4u;
override GROUP_X = 8u;         // threads along the filters; a multiple of 4
override GROUP_Y = 8u;         // threads along the rows
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<f32>;          // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> taps: array<u32>;       // [PIXELS, TAPS]
@group(0) @binding(2) var<storage, read> w: array<vec4f>;        // [TAPS, CHANNELS, FILTERS]
@group(0) @binding(3) var<storage, read> after: array<vec4f>;    // [3, FILTERS]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;  // [rows, FILTERS]

fn sources(sample: vec4u, tap: vec4u) -> vec4u {
  let pixel = vec4u(taps[tap.x], taps[tap.y], taps[tap.z], taps[tap.w]);
  return select((sample + pixel) * CHANNELS, vec4u(NONE), pixel == vec4u(NONE));
}

fn pixels(at: vec4u, c: u32) -> vec4f {
  let i = at + c;
  return select(vec4f(), vec4f(x[i.x], x[i.y], x[i.z], x[i.w]), at != vec4u(NONE));
}

fn outer(a: vec4f, b: vec4f) -> mat4x4f {
  return mat4x4f(a * b.x, a * b.y, a * b.z, a * b.w);
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
    for (var c = 0u; c < CHANNELS; c++) {
      let i = (t * CHANNELS + c) * (FILTERS / 4u) + f;
      let left = w[i];
      let right = w[i + 1u];
      let above = pixels(top_at, c);
      top_left += outer(left, above);
      top_right += outer(right, above);
      let below = pixels(bottom_at, c);
      bottom_left += outer(left, below);
      bottom_right += outer(right, below);
    }
  }
  store4(top, f, top_left);
  store4(top, f + 1u, top_right);
  store4(bottom, f, bottom_left);
  store4(bottom, f + 1u, bottom_right);
}
