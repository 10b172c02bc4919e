// Convolution as a matrix product in registers that four threads share: 16 rows by 32 filters, four channels at a time.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// As conv2d-quads.wgsl, with eight filters of all sixteen rows to a thread. CHANNELS / GROUPS is a multiple of 4,
// FILTERS / GROUPS of 32.

enable subgroups;
// @use lib/four-channels.wgsl
// @use lib/quad-pixels.wgsl
override GROUP_X = 8u;  // threads along the filters; a multiple of 4
override GROUP_Y = 8u;  // threads along the rows

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let f = id.x * 2u;  // in fours
  let first = group_of(f) * DEPTH;
  let m = id.y * 16u;
  let mine = m + id.x % 4u + vec4u(0, 4, 8, 12);

  var left0 = mat4x4f();
  var left1 = mat4x4f();
  var left2 = mat4x4f();
  var left3 = mat4x4f();
  var right0 = mat4x4f();
  var right1 = mat4x4f();
  var right2 = mat4x4f();
  var right3 = mat4x4f();
  let sample = mine / PIXELS * SOURCE_PIXELS;
  let window = mine % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let at = source_rows(sample, window + t, WIDTH);
    var i = first_filters(t, f);
    for (var k = 0u; k < DEPTH; k++) {
      let left = filters(i);
      let right = filters(i + NEXT);
      let rows0 = quad_pixels(at.x, first + k);
      left0 += left * rows0;
      right0 += right * rows0;
      let rows1 = quad_pixels(at.y, first + k);
      left1 += left * rows1;
      right1 += right * rows1;
      let rows2 = quad_pixels(at.z, first + k);
      left2 += left * rows2;
      right2 += right * rows2;
      let rows3 = quad_pixels(at.w, first + k);
      left3 += left * rows3;
      right3 += right * rows3;
      i += STEP;
    }
  }

  var lefts = array(left0, left1, left2, left3);
  var rights = array(right0, right1, right2, right3);
  let left_after = after_of(f);
  let right_after = after_of(f + 1u);
  for (var i = 0u; i < 16u; i++) {
    store(m + i, f, lefts[i / 4u][i % 4u], left_after);
    store(m + i, f + 1u, rights[i / 4u][i % 4u], right_after);
  }
}
