// Depthwise convolution with one filter for each channel, four channels to a thread.
//
//   y[m, c] = activate(bias[c] + sum over t of x[source(m, t), c] * w[t, c]) * scale[c] + shift[c]
//
// Rows and taps as in conv2d.wgsl.

// @use lib/activation.wgsl
override TAPS = 9u;
override CHANNELS = 4u;       // a multiple of 4
override PIXELS = 4u;         // rows of one sample in y
override SOURCE_PIXELS = 4u;  // rows of one sample in x; 0 where all samples share x
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<vec4f>;        // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> taps: array<u32>;       // [PIXELS, TAPS]
@group(0) @binding(2) var<storage, read> w: array<vec4f>;        // [TAPS, CHANNELS]
@group(0) @binding(3) var<storage, read> after: array<vec4f>;    // [3, CHANNELS]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;  // [rows, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let fours = CHANNELS / 4u;
  let c = i % fours;
  let m = i / fours;

  var sum = vec4f();
  let sample = m / PIXELS * SOURCE_PIXELS;
  let window = m % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let pixel = taps[window + t];
    if (pixel == NONE) { continue; }
    sum += x[(sample + pixel) * fours + c] * w[t * fours + c];
  }
  y[i] = activate(sum + after[c]) * after[fours + c] + after[2u * fours + c];
}
