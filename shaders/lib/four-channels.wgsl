// Filters for four channels at a time: `filters * pixels` of two 4x4 matrices is 64 multiply-adds, four rows by four
// filters by four channels.

// @use convolution.wgsl
override TRANSPOSED = 0u;                 // 1: w is [TAPS, FILTERS / GROUPS, CHANNELS], as a transposed convolution stores it
override APART = 0u;                      // 1: w is [GROUPS, TAPS, CHANNELS / GROUPS, FILTERS / GROUPS]
override WIDTH = CHANNELS / 4u;           // of a pixel, in fours
override DEPTH = CHANNELS / 4u / GROUPS;  // what a filter sees of it
override OWN = FILTERS / 4u / GROUPS;     // filters of a group, in fours
override LINE = select(select(FILTERS / 4u, OWN, APART == 1u), WIDTH, TRANSPOSED == 1u);
override NEXT = select(1u, 4u * WIDTH, TRANSPOSED == 1u);  // from four filters to the next four
override STEP = select(4u * LINE, 1u, TRANSPOSED == 1u);   // from four channels to the next four

/** Where the f-th four filters are in w, for a tap and the first channels of their group. */
fn first_filters(t: u32, f: u32) -> u32 {
  if (TRANSPOSED == 1u) { return (t * OWN + f % OWN) * NEXT + f / OWN * DEPTH; }
  if (APART == 1u) { return (f / OWN * TAPS + t) * DEPTH * STEP + f % OWN; }
  return t * DEPTH * STEP + f;
}

/** Four filters (down), for four channels (across). */
fn filters(i: u32) -> mat4x4f {
  let four = mat4x4f(weights(i), weights(i + LINE), weights(i + 2u * LINE), weights(i + 3u * LINE));
  if (TRANSPOSED == 1u) { return transpose(four); }
  return four;
}
