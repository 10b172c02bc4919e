// dx[p, c] = the sum of dy[q, c] over the windows q whose first largest pixel is p.
//
// `taps` are the pool's own: which pixel lies under each tap of a window. `windows` is the same from the other end:
// which window has a pixel under each tap. The file that uses this says what a `number` is: one channel or four.

override TAPS = 4u;
override CHANNELS = 1u;
override PIXELS = 4u;   // of one sample of x
override WINDOWS = 1u;  // pixels of one sample of y
override WHOLE = 0u;    // 1: there is one window, with pixel t under tap t; `windows` is not read
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<number>;         // [samples, PIXELS, CHANNELS]
@group(0) @binding(1) var<storage, read> y: array<number>;         // [samples, WINDOWS, CHANNELS]
@group(0) @binding(2) var<storage, read> taps: array<u32>;         // [WINDOWS, TAPS]
@group(0) @binding(3) var<storage, read> windows: array<u32>;      // [PIXELS, TAPS]
@group(0) @binding(4) var<storage, read> dy: array<number>;        // as y
@group(0) @binding(5) var<storage, read_write> dx: array<number>;  // as x

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&dx)) { return; }
  let c = i % CHANNELS;
  let m = i / CHANNELS;
  let p = m % PIXELS;
  let n = m / PIXELS;
  let mine = x[i];

  var sum = number();
  for (var t = select(0u, p, WHOLE == 1u); t < TAPS; t++) {
    let q = select(windows[p * TAPS + t], 0u, WHOLE == 1u);
    if (q != NONE) {
      let at = (n * WINDOWS + q) * CHANNELS + c;
      let most = y[at];
      var won = select(number(), dy[at], mine == most);
      for (var u = 0u; u < t && any(won != number()); u++) {
        let before = taps[q * TAPS + u];
        if (before == NONE) { continue; }
        won = select(won, number(), x[(n * PIXELS + before) * CHANNELS + c] == most);
      }
      sum += won;
    }
    if (WHOLE == 1u) { break; }
  }
  dx[i] = sum;
}
