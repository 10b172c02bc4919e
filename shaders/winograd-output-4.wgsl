// Winograd's transform of the products back, for tiles of 4x4 outputs.

// @use lib/winograd-output.wgsl
const SIDE = 6u;

fn transformed(m: Line) -> Outputs {
  let sum = m[1] + m[2];
  let difference = m[1] - m[2];
  let wide_sum = m[3] + m[4];
  let wide_difference = m[3] - m[4];
  return Outputs(
    m[0] + sum + wide_sum,
    difference + 2.0 * wide_difference,
    sum + 4.0 * wide_sum,
    difference + 8.0 * wide_difference + m[5],
  );
}
