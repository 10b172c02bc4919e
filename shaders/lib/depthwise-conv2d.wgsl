// Depthwise convolution: each channel is filtered on its own, by MULTIPLIER filters.
//
//   y[m, f] = activate(bias[f] + sum over t of x[source(m, t), f / MULTIPLIER] * w[t, f]) * scale[f] + shift[f]
//
// or, TRANSPOSED, its input gradient: each channel sums what its filters would give it back.
//
//   y[m, c] = sum over (t, f of c) of x[source(m, t), f] * w[t, f]
//
// Rows and taps as in conv2d.wgsl; the filters [taps, channels, MULTIPLIER] are [taps, f] as they lie. The file that
// uses this says what a `number` is, one channel or (where MULTIPLIER is 1) four, and how it is `activated`.

// @use activation.wgsl
override TAPS = 9u;
override CHANNELS = 1u;       // counted in numbers
override MULTIPLIER = 1u;
override TRANSPOSED = 0u;
override PIXELS = 4u;         // rows of one sample in y
override SOURCE_PIXELS = 4u;  // rows of one sample in x; 0 where all samples share x
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<number>;        // [rows, CHANNELS]; if TRANSPOSED, x and y change places
@group(0) @binding(1) var<storage, read> taps: array<u32>;        // [PIXELS, TAPS]
@group(0) @binding(2) var<storage, read> w: array<number>;        // [TAPS, CHANNELS * MULTIPLIER]
@group(0) @binding(3) var<storage, read> after: array<number>;    // [3, CHANNELS * MULTIPLIER]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<number>;  // [rows, CHANNELS * MULTIPLIER]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let filters = CHANNELS * MULTIPLIER;
  let width = select(filters, CHANNELS, TRANSPOSED == 1u);         // of y
  let source_width = select(CHANNELS, filters, TRANSPOSED == 1u);  // of x
  let depth = select(1u, MULTIPLIER, TRANSPOSED == 1u);
  let f = i % width;
  let m = i / width;

  var sum = number();
  let sample = m / PIXELS * SOURCE_PIXELS;
  let window = m % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let pixel = taps[window + t];
    if (pixel == NONE) { continue; }
    let row = (sample + pixel) * source_width;
    for (var d = 0u; d < depth; d++) {
      let at = f * depth + d;  // of the filters
      let c = select(f / MULTIPLIER, at, TRANSPOSED == 1u);
      sum += x[row + c] * w[t * filters + at];
    }
  }
  y[i] = activated(sum + after[f]) * after[width + f] + after[2u * width + f];
}
