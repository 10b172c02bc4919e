// Pooling as in pool2d.wgsl, four channels to a thread.

override TAPS = 4u;
override CHANNELS = 4u;       // a multiple of 4
override PIXELS = 4u;         // rows of one sample in y
override SOURCE_PIXELS = 4u;  // rows of one sample in x; 0 where all samples share x
override MEAN = 0u;           // 1: mean; 0: largest
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<vec4f>;        // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> taps: array<u32>;       // [PIXELS, TAPS]
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;  // [rows, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let fours = CHANNELS / 4u;
  let c = i % fours;
  let m = i / fours;

  var most = vec4f(-3.4e38);
  var sum = vec4f();
  var inside = 0.0;
  let sample = m / PIXELS * SOURCE_PIXELS;
  let window = m % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let pixel = taps[window + t];
    if (pixel == NONE) { continue; }
    let v = x[(sample + pixel) * fours + c];
    most = max(most, v);
    sum += v;
    inside += 1.0;
  }
  y[i] = select(most, sum / inside, MEAN == 1u);
}
