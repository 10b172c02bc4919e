// Winograd's transform of the products back, for tiles of 2x2 outputs.

// @use lib/winograd-output.wgsl
const SIDE = 4u;

fn transformed(m: Line) -> Outputs {
  return Outputs(m[0] + m[1] + m[2], m[1] - m[2] - m[3]);
}
