// Winograd's transform of the inputs, for tiles of 2x2 outputs.

// @use lib/winograd-input.wgsl
const SIDE = 4u;

fn transformed(d: Line) -> Line {
  return Line(d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]);
}
