// Pooling: the largest, or the mean, of what lies under the taps inside the image. Rows and taps as in conv2d.wgsl.
// The file that uses this says what a `number` is: one channel or four. CHANNELS is counted in it.

override TAPS = 4u;
override CHANNELS = 1u;
override PIXELS = 4u;         // rows of one sample in y
override SOURCE_PIXELS = 4u;  // rows of one sample in x; 0 where all samples share x
override MEAN = 0u;           // 1: mean; 0: largest
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<number>;        // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> taps: array<u32>;        // [PIXELS, TAPS]
@group(0) @binding(2) var<storage, read_write> y: array<number>;  // [rows, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let c = i % CHANNELS;
  let m = i / CHANNELS;

  var most = number(-3.4e38);
  var sum = number();
  var inside = 0.0;
  let sample = m / PIXELS * SOURCE_PIXELS;
  let window = m % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let pixel = taps[window + t];
    if (pixel == NONE) { continue; }
    let v = x[(sample + pixel) * CHANNELS + c];
    most = max(most, v);
    sum += v;
    inside += 1.0;
  }
  y[i] = select(most, sum / inside, MEAN == 1u);
}
