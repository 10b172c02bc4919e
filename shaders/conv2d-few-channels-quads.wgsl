// Convolution of an image with few channels (1 or 3), one channel at a time, by quads: 16 rows by 16 filters.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// Threads share rows as in conv2d-quads.wgsl. FILTERS is a multiple of 4.

enable subgroups;
// @use lib/quad-pixel.wgsl
override GROUP_X = 8u;  // threads along the filters; a multiple of 4
override GROUP_Y = 8u;  // threads along the rows

@compute @workgroup_size(GROUP_X, GROUP_Y)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let f = id.x;  // in fours
  let m = id.y * 16u;
  let mine = m + id.x % 4u + vec4u(0, 4, 8, 12);

  var sum0 = mat4x4f();
  var sum1 = mat4x4f();
  var sum2 = mat4x4f();
  var sum3 = mat4x4f();
  let sample = mine / PIXELS * SOURCE_PIXELS;
  let window = mine % PIXELS * TAPS;
  for (var i = 0u; i < SUMMANDS; i++) {
    let at = source_rows(sample, window + i / CHANNELS, CHANNELS);
    let c = i % CHANNELS;
    let four = weights(i * (FILTERS / 4u) + f);
    sum0 += outer(four, quad_pixel(at.x, c));
    sum1 += outer(four, quad_pixel(at.y, c));
    sum2 += outer(four, quad_pixel(at.z, c));
    sum3 += outer(four, quad_pixel(at.w, c));
  }

  var sums = array(sum0, sum1, sum2, sum3);
  let a = after_of(f);
  for (var i = 0u; i < 16u; i++) {
    store(m + i, f, sums[i / 4u][i % 4u], a);
  }
}
