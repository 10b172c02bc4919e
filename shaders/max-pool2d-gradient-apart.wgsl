// The input gradient of a max pool whose windows lie side by side, so that every pixel is in just one; four channels at a
// time.
//
//   dx[p, c] = dy[q, c] where p is the first largest pixel of its window q, else 0
//
// One thread computes four channels of all pixels of a window. Bindings as in lib/max-pool2d-gradient.wgsl, without `windows`.

override TAPS = 4u;
override CHANNELS = 1u;  // in fours
override PIXELS = 4u;    // of one sample of x
override WINDOWS = 1u;   // pixels of one sample of y

@group(0) @binding(0) var<storage, read> x: array<vec4f>;         // [samples, PIXELS, CHANNELS]
@group(0) @binding(1) var<storage, read> y: array<vec4f>;         // [samples, WINDOWS, CHANNELS]
@group(0) @binding(2) var<storage, read> taps: array<u32>;        // [WINDOWS, TAPS]
@group(0) @binding(4) var<storage, read> dy: array<vec4f>;        // as y
@group(0) @binding(5) var<storage, read_write> dx: array<vec4f>;  // as x

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  let c = i % CHANNELS;
  let q = i / CHANNELS % WINDOWS;
  let n = i / CHANNELS / WINDOWS;
  if (n >= arrayLength(&dx) / (PIXELS * CHANNELS)) { return; }
  let most = y[i];

  var left = dy[i];  // what no pixel of the window has had yet
  for (var t = 0u; t < TAPS; t++) {
    let at = (n * PIXELS + taps[q * TAPS + t]) * CHANNELS + c;
    let wins = x[at] == most;
    dx[at] = select(vec4f(), left, wins);
    left = select(left, vec4f(), wins);
  }
}
