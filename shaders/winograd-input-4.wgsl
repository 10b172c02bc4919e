// Winograd's transform of the inputs, for tiles of 4x4 outputs.

// @use lib/winograd-input.wgsl
const SIDE = 6u;

fn transformed(d: Line) -> Line {
  return Line(
    4.0 * d[0] - 5.0 * d[2] + d[4],
    d[3] + d[4] - 4.0 * (d[1] + d[2]),
    4.0 * (d[1] - d[2]) - d[3] + d[4],
    2.0 * (d[3] - d[1]) - d[2] + d[4],
    2.0 * (d[1] - d[3]) - d[2] + d[4],
    4.0 * d[1] - 5.0 * d[3] + d[5],
  );
}
