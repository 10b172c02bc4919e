// A thread computes 8 rows by 8 filters of a convolution, in registers: no workgroup memory and no barrier. Rows and
// taps as in conv2d.wgsl. A 4x4 matrix holds the sums of four filters (down) for four rows (across).
//
// The file that uses this says what is multiplied at a time: `Filters` and `Pixels`, `DEPTH` of them in a pixel,
// `filters`, `pixels` and `product`.

// @use activation.wgsl
// @use source-rows.wgsl
override FILTERS = 8u;  // a multiple of 4
override GROUP_X = 8u;  // threads along the filters; a multiple of 4
override GROUP_Y = 8u;  // threads along the rows

@group(0) @binding(2) var<storage, read> w: array<vec4f>;        // [TAPS, CHANNELS, FILTERS]
@group(0) @binding(3) var<storage, read> after: array<vec4f>;    // [3, FILTERS]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;  // [rows, FILTERS]

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
    let top_at = source_rows(top_sample, top_window + t, DEPTH);
    let bottom_at = source_rows(bottom_sample, bottom_window + t, DEPTH);
    for (var k = 0u; k < DEPTH; k++) {
      let left = filters(t, k, f);
      let right = filters(t, k, f + 1u);
      let above = pixels(top_at, k);
      top_left += product(left, above);
      top_right += product(right, above);
      let below = pixels(bottom_at, k);
      bottom_left += product(left, below);
      bottom_right += product(right, below);
    }
  }
  store4(top, f, top_left);
  store4(top, f + 1u, top_right);
  store4(bottom, f, bottom_left);
  store4(bottom, f + 1u, bottom_right);
}
