// The inputs of each tile of a 3x3 convolution, transformed (Lavin and Gray, 2016, https://arxiv.org/abs/1509.09308):
//
//   y[tile] = B' d[tile] B, where d is the SIDE x SIDE pixels of x under the tile
//
// One thread computes four channels of one tile, in loops, since compilers take long over them written out. `taps` says
// which pixels those are; outside the image is zero. The file that uses this says what SIDE is, two more than the
// convolution has outputs along a tile, and how a `Line` of that many is `transformed` by B'.

override WIDTH = 1u;          // channels, in fours
override TILES = 1u;          // of one sample
override SOURCE_PIXELS = 4u;  // rows of one sample in x; 0 where all samples share x
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<vec4f>;        // [rows, channels]
@group(0) @binding(1) var<storage, read> taps: array<u32>;       // [TILES, SIDE * SIDE]
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;  // [samples, TILES, SIDE * SIDE, channels]

alias Line = array<vec4f, SIDE>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y) / (SIDE * SIDE)) { return; }
  let tile = i / WIDTH;
  let channel = i % WIDTH;
  let sample = tile / TILES * SOURCE_PIXELS;
  let window = tile % TILES * SIDE * SIDE;

  var rows: array<Line, SIDE>;
  for (var r = 0u; r < SIDE; r++) {
    var d: Line;
    for (var c = 0u; c < SIDE; c++) {
      let pixel = taps[window + r * SIDE + c];
      d[c] = select(vec4f(), x[(sample + pixel) * WIDTH + channel], pixel != NONE);
    }
    rows[r] = transformed(d);
  }
  for (var c = 0u; c < SIDE; c++) {
    var d: Line;
    for (var r = 0u; r < SIDE; r++) {
      d[r] = rows[r][c];
    }
    var column = transformed(d);
    for (var r = 0u; r < SIDE; r++) {
      y[((tile * SIDE + r) * SIDE + c) * WIDTH + channel] = column[r];
    }
  }
}
