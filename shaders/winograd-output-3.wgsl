// Winograd's transform of the products back, for tiles of 3x3 outputs.

// @use lib/winograd-output.wgsl
const SIDE = 5u;

fn transformed(m: Line) -> Outputs {
  let sum = m[1] + m[2];
  return Outputs(m[0] + sum + m[3], m[1] - m[2] + 2.0 * m[3], sum + 4.0 * m[3] + m[4]);
}
