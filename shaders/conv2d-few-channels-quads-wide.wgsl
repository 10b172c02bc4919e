// Convolution of an image with few channels (1 or 3), one channel at a time, by quads: 16 rows by 32 filters.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// Threads share rows as in conv2d-quads.wgsl. FILTERS is a multiple of 32.

enable subgroups;
// @use lib/quad-pixel.wgsl
override GROUP_X = 8u;  // threads along the filters; a multiple of 4
override GROUP_Y = 8u;  // threads along the rows

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let f = id.x * 2u;  // in fours
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
  for (var i = 0u; i < SUMMANDS; i++) {
    let at = source_rows(sample, window + i / CHANNELS, CHANNELS);
    let c = i % CHANNELS;
    let left = weights(i * (FILTERS / 4u) + f);
    let right = weights(i * (FILTERS / 4u) + f + 1u);
    let rows0 = quad_pixel(at.x, c);
    left0 += outer(left, rows0);
    right0 += outer(right, rows0);
    let rows1 = quad_pixel(at.y, c);
    left1 += outer(left, rows1);
    right1 += outer(right, rows1);
    let rows2 = quad_pixel(at.z, c);
    left2 += outer(left, rows2);
    right2 += outer(right, rows2);
    let rows3 = quad_pixel(at.w, c);
    left3 += outer(left, rows3);
    right3 += outer(right, rows3);
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
