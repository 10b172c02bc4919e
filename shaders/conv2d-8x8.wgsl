// Convolution as a matrix product in registers, four channels at a time.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// A thread computes 8 rows by 8 filters: no workgroup memory and no barrier. CHANNELS / GROUPS is a multiple of 4; with
// more than one group, FILTERS / GROUPS of 8.

// @use lib/four-channels.wgsl
// @use lib/four-pixels.wgsl
override GROUP_X = 8u;  // threads along the filters
override GROUP_Y = 8u;  // threads along the rows

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let f = id.x * 2u;  // in fours
  if (f >= FILTERS / 4u) { return; }
  let first = group_of(f) * DEPTH;
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
    let top_at = source_rows(top_sample, top_window + t, WIDTH);
    let bottom_at = source_rows(bottom_sample, bottom_window + t, WIDTH);
    var i = first_filters(t, f);
    for (var k = 0u; k < DEPTH; k++) {
      let left = filters(i);
      let right = filters(i + NEXT);
      let above = four_pixels(top_at, first + k);
      top_left += left * above;
      top_right += right * above;
      let below = four_pixels(bottom_at, first + k);
      bottom_left += left * below;
      bottom_right += right * below;
      i += STEP;
    }
  }

  var lefts = array(top_left, bottom_left);
  var rights = array(top_right, bottom_right);
  let left_after = after_of(f);
  let right_after = after_of(f + 1u);
  for (var i = 0u; i < 8u; i++) {
    store(id.y * 8u + i, f, lefts[i / 4u][i % 4u], left_after);
    store(id.y * 8u + i, f + 1u, rights[i / 4u][i % 4u], right_after);
  }
}
