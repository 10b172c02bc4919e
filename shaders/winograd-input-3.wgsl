// Winograd's transform of the inputs, for tiles of 3x3 outputs.

// @use lib/winograd-input.wgsl
const SIDE = 5u;

fn transformed(d: Line) -> Line {
  return Line(
    2.0 * (d[0] - d[2]) - d[1] + d[3],
    d[3] - 2.0 * d[1] - d[2],
    2.0 * d[1] - 3.0 * d[2] + d[3],
    d[3] - d[1],
    2.0 * (d[1] - d[3]) - d[2] + d[4],
  );
}
