// The input gradient of a convolution of an image with few channels (1 or 3): few filters, eight rows to a thread.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, f, c]) * scale[f] + shift[f]
//
// `weights * pixels` is four rows at once, each the dot product of four channels. CHANNELS is a multiple of 4.

// @use lib/activation.wgsl
// @use lib/source-rows.wgsl
// @use lib/weights.wgsl
// @use lib/four-pixels.wgsl
override FILTERS = 1u;

@group(0) @binding(3) var<storage, read> after: array<f32>;    // [3, FILTERS]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<f32>;  // [rows, FILTERS]

fn store4(m: vec4u, f: u32, sum: vec4f) {
  let z = activate(sum + after[f]) * after[FILTERS + f] + after[2u * FILTERS + f];
  let rows = arrayLength(&y) / FILTERS;
  if (m.x < rows) { y[m.x * FILTERS + f] = z.x; }
  if (m.y < rows) { y[m.y * FILTERS + f] = z.y; }
  if (m.z < rows) { y[m.z * FILTERS + f] = z.z; }
  if (m.w < rows) { y[m.w * FILTERS + f] = z.w; }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  let f = i % FILTERS;
  let depth = CHANNELS / 4u;
  let top = i / FILTERS * 8u + vec4u(0, 1, 2, 3);
  if (top.x >= arrayLength(&y) / FILTERS) { return; }
  let bottom = top + 4u;

  var top_sum = vec4f();
  var bottom_sum = vec4f();
  let top_sample = top / PIXELS * SOURCE_PIXELS;
  let bottom_sample = bottom / PIXELS * SOURCE_PIXELS;
  let top_window = top % PIXELS * TAPS;
  let bottom_window = bottom % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let top_at = source_rows(top_sample, top_window + t, depth);
    let bottom_at = source_rows(bottom_sample, bottom_window + t, depth);
    for (var k = 0u; k < depth; k++) {
      let four = weights((t * FILTERS + f) * depth + k);  // of [TAPS, FILTERS, CHANNELS]
      top_sum += four * four_pixels(top_at, k);
      bottom_sum += four * four_pixels(bottom_at, k);
    }
  }
  store4(top, f, top_sum);
  store4(bottom, f, bottom_sum);
}
