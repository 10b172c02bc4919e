// Convolution: each output pixel is a sum over the taps of its window.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// A row m is one pixel of one sample; all samples stand in one column. `taps` says which pixel of x lies under each
// tap, so stride and padding are settled before the kernel starts. One thread computes one element of y.

// @use lib/activation.wgsl
override TAPS = 9u;
override CHANNELS = 1u;       // of x
override FILTERS = 1u;
override GROUPS = 1u;         // filters of one group see only the channels of that group
override PIXELS = 4u;         // rows of one sample in y
override SOURCE_PIXELS = 4u;  // rows of one sample in x; 0 where all samples share x
override TRANSPOSED = 0u;     // 1: w is [TAPS, FILTERS / GROUPS, CHANNELS], as a transposed convolution stores it
const NONE = 0xffffffffu;     // a tap outside the image

@group(0) @binding(0) var<storage, read> x: array<f32>;        // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> taps: array<u32>;     // [PIXELS, TAPS]
@group(0) @binding(2) var<storage, read> w: array<f32>;        // [TAPS, CHANNELS / GROUPS, FILTERS]
@group(0) @binding(3) var<storage, read> after: array<f32>;    // [3, FILTERS]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<f32>;  // [rows, FILTERS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let f = i % FILTERS;
  let m = i / FILTERS;

  let depth = CHANNELS / GROUPS;
  let width = FILTERS / GROUPS;
  let first = f / width * depth;
  var sum = 0.0;
  let sample = m / PIXELS * SOURCE_PIXELS;
  let window = m % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let pixel = taps[window + t];
    if (pixel == NONE) { continue; }
    let row = sample + pixel;
    for (var c = 0u; c < depth; c++) {
      let at = select((t * depth + c) * FILTERS + f, (t * width + f % width) * CHANNELS + first + c, TRANSPOSED == 1u);
      sum += x[row * CHANNELS + first + c] * w[at];
    }
  }
  y[i] = activate(vec4f(sum + after[f])).x * after[FILTERS + f] + after[2u * FILTERS + f];
}
