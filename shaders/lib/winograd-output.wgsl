// The outputs of each tile of a 3x3 convolution, from products at SIDE x SIDE positions (Lavin and Gray, 2016):
//
//   y[tile] = activate(A' x[tile] A + bias) * scale + shift
//
// One thread computes four filters of one tile. The file that uses this says what SIDE is, and how a `Line` of that many
// is `transformed` by A' into the TILE outputs along it.

// @use activation.wgsl
override WIDTH = 1u;  // filters, in fours
override OUT_H = 4u;
override OUT_W = 4u;
const TILE = SIDE - 2u;

@group(0) @binding(0) var<storage, read> x: array<vec4f>;        // [samples, tiles, SIDE * SIDE, filters]
@group(0) @binding(1) var<storage, read> after: array<vec4f>;    // [3, filters]: bias, scale, shift
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;  // [samples, OUT_H, OUT_W, filters]

alias Line = array<vec4f, SIDE>;
alias Outputs = array<vec4f, TILE>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&x) / (SIDE * SIDE)) { return; }
  let tile = i / WIDTH;
  let f = i % WIDTH;
  let down = (OUT_H + TILE - 1u) / TILE;
  let across = (OUT_W + TILE - 1u) / TILE;
  let sample = tile / (down * across);
  let top = tile / across % down * TILE;
  let left = tile % across * TILE;
  let bias = after[f];
  let scale = after[WIDTH + f];
  let shift = after[2u * WIDTH + f];

  var rows: array<Outputs, SIDE>;
  for (var r = 0u; r < SIDE; r++) {
    var m: Line;
    for (var c = 0u; c < SIDE; c++) {
      m[c] = x[((tile * SIDE + r) * SIDE + c) * WIDTH + f];
    }
    rows[r] = transformed(m);
  }
  for (var c = 0u; c < TILE; c++) {
    var m: Line;
    for (var r = 0u; r < SIDE; r++) {
      m[r] = rows[r][c];
    }
    var column = transformed(m);
    for (var r = 0u; r < TILE; r++) {
      let at = ((sample * OUT_H + top + r) * OUT_W + left + c) * WIDTH + f;
      if (top + r < OUT_H && left + c < OUT_W && at < arrayLength(&y)) {
        y[at] = activate(column[r] + bias) * scale + shift;
      }
    }
  }
}
