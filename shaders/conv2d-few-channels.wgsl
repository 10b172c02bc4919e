// Convolution of an image with few channels (1 or 3), one channel at a time.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// A thread computes 8 rows by 8 filters. FILTERS is a multiple of 4.

// @use lib/one-channel.wgsl
override GROUP_X = 8u;  // threads along the filters
override GROUP_Y = 8u;  // threads along the rows

fn pixels(at: vec4u, c: u32) -> vec4f {
  let i = at + c;
  return select(vec4f(), vec4f(x[i.x], x[i.y], x[i.z], x[i.w]), at != vec4u(NONE));
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
  for (var i = 0u; i < SUMMANDS; i++) {
    let t = i / CHANNELS;
    let c = i % CHANNELS;
    let left = weights(i * (FILTERS / 4u) + f);
    let right = weights(i * (FILTERS / 4u) + f + 1u);
    let above = pixels(source_rows(top_sample, top_window + t, CHANNELS), c);
    top_left += outer(left, above);
    top_right += outer(right, above);
    let below = pixels(source_rows(bottom_sample, bottom_window + t, CHANNELS), c);
    bottom_left += outer(left, below);
    bottom_right += outer(right, below);
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
