// What convolutions that keep a tile of sums in registers share: filters, and what comes after the sum. A 4x4 matrix holds
// the sums of four filters (down) for four rows (across); the matrices of a thread are stored in a loop, because compilers
// take long over that much text written out. Rows and taps as in conv2d.wgsl.

// @use activation.wgsl
// @use source-rows.wgsl
// @use weights.wgsl
override FILTERS = 32u;  // a multiple of 4
override GROUPS = 1u;    // filters of one group see only the channels of that group

@group(0) @binding(3) var<storage, read> after: array<vec4f>;    // [3, FILTERS]: bias, scale, shift
@group(0) @binding(4) var<storage, read_write> y: array<vec4f>;  // [rows, FILTERS]

/** The group of the f-th four filters; the last one's for a thread that has none, whose rows its quad wants. */
fn group_of(f: u32) -> u32 {
  return min(f / (FILTERS / 4u / GROUPS), GROUPS - 1u);
}

struct After {
  bias: vec4f,
  scale: vec4f,
  shift: vec4f,
}

fn after_of(f: u32) -> After {
  let s = FILTERS / 4u;
  return After(after[f], after[s + f], after[2u * s + f]);
}

fn store(m: u32, f: u32, sum: vec4f, a: After) {
  let s = FILTERS / 4u;
  if (f < s && m < arrayLength(&y) / s) {
    y[m * s + f] = activate(sum + a.bias) * a.scale + a.shift;
  }
}
