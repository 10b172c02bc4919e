// Depthwise convolution, four channels of four rows at a time: a filter is loaded once for all four.
//
//   y[m, c] = activate(bias[c] + sum over t of x[source(m, t), c] * w[t, c]) * scale[c] + shift[c]
//
// One thread computes four rows of four channels. Rows and taps as in conv2d.wgsl; CHANNELS counts fours.

// @use lib/activation.wgsl
// @use lib/four-pixels.wgsl

@group(0) @binding(2) var<storage, read> w: array<vec4f>;        // [TAPS, CHANNELS]
@group(0) @binding(3) var<storage, read> after: array<vec4f>;    // [3, CHANNELS]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;  // [rows, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  let c = i % CHANNELS;
  let first = i / CHANNELS * 4u;
  let rows = arrayLength(&y) / CHANNELS;
  if (first >= rows) { return; }
  let m = first + vec4u(0, 1, 2, 3);
  let sample = m / PIXELS * SOURCE_PIXELS;
  let window = m % PIXELS * TAPS;

  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var t = 0u; t < TAPS; t++) {
    let four = four_pixels(source_rows(sample, window + t, CHANNELS), c);
    let filters = w[t * CHANNELS + c];
    sum0 += four[0] * filters;
    sum1 += four[1] * filters;
    sum2 += four[2] * filters;
    sum3 += four[3] * filters;
  }
  let sums = array(sum0, sum1, sum2, sum3);
  for (var r = 0u; r < min(4u, rows - first); r++) {
    y[(first + r) * CHANNELS + c] =
      activate(sums[r] + after[c]) * after[CHANNELS + c] + after[2u * CHANNELS + c];
  }
}
