// Convolution as a matrix product in registers that four threads share, four channels at a time.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// Four neighbouring threads compute 16 rows by 16 filters: each loads four of the rows and hears the other twelve from the
// others, so that every number is loaded once per quad, and keeps four filters of all sixteen rows. That four threads one
// after another are a quad is true of the layouts used here, and promised by nobody: the tuner checks the answer.
// CHANNELS / GROUPS is a multiple of 4; with more than one group, FILTERS / GROUPS of 16.

enable subgroups;
// @use lib/four-channels.wgsl
// @use lib/quad-pixels.wgsl
override GROUP_X = 8u;  // threads along the filters; a multiple of 4
override GROUP_Y = 8u;  // threads along the rows

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let f = id.x;  // in fours
  let first = group_of(f) * DEPTH;
  let m = id.y * 16u;
  let mine = m + id.x % 4u + vec4u(0, 4, 8, 12);

  var sum0 = mat4x4f();
  var sum1 = mat4x4f();
  var sum2 = mat4x4f();
  var sum3 = mat4x4f();
  let sample = mine / PIXELS * SOURCE_PIXELS;
  let window = mine % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let at = source_rows(sample, window + t, WIDTH);
    var i = first_filters(t, f);
    for (var k = 0u; k < DEPTH; k++) {
      let four = filters(i);
      sum0 += four * quad_pixels(at.x, first + k);
      sum1 += four * quad_pixels(at.y, first + k);
      sum2 += four * quad_pixels(at.z, first + k);
      sum3 += four * quad_pixels(at.w, first + k);
      i += STEP;
    }
  }

  var sums = array(sum0, sum1, sum2, sum3);
  let a = after_of(f);
  for (var i = 0u; i < 16u; i++) {
    store(m + i, f, sums[i / 4u][i % 4u], a);
  }
}
