// Depthwise convolution: each channel is filtered on its own, by MULTIPLIER filters.
//
//   y[m, f] = activate(bias[f] + sum over t of x[source(m, t), f / MULTIPLIER] * w[t, f]) * scale[f] + shift[f]
//
// Rows and taps as in conv2d.wgsl; the filters [taps, channels, MULTIPLIER] are [taps, f] as they lie. The file that
// uses this says what a `number` is, one channel or (where MULTIPLIER is 1) four, and how it is `activated`.

// @use activation.wgsl
override TAPS = 9u;
override CHANNELS = 1u;       // counted in numbers
override MULTIPLIER = 1u;
override PIXELS = 4u;         // rows of one sample in y
override SOURCE_PIXELS = 4u;  // rows of one sample in x; 0 where all samples share x
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<number>;        // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> taps: array<u32>;        // [PIXELS, TAPS]
@group(0) @binding(2) var<storage, read> w: array<number>;        // [TAPS, CHANNELS * MULTIPLIER]
@group(0) @binding(3) var<storage, read> after: array<number>;    // [3, CHANNELS * MULTIPLIER]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<number>;  // [rows, CHANNELS * MULTIPLIER]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let filters = CHANNELS * MULTIPLIER;
  let f = i % filters;
  let m = i / filters;

  var sum = number();
  let sample = m / PIXELS * SOURCE_PIXELS;
  let window = m % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let pixel = taps[window + t];
    if (pixel == NONE) { continue; }
    sum += x[(sample + pixel) * CHANNELS + f / MULTIPLIER] * w[t * filters + f];
  }
  y[i] = activated(sum + after[f]) * after[filters + f] + after[2u * filters + f];
}
