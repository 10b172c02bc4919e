// y[p, c] = the sum of x[s, c] over the sources s of row p: rows of x in another order, some left out, some repeated;
// zero where there is no source. Only input gradients have more than one source for a row.
// The file that uses this says what a `number` is: one element or four. Sizes are counted in it.

override ROW = 1u;          // numbers in a row
override ROWS = 4u;         // rows of one sample in y
override SOURCE_ROWS = 4u;  // rows of one sample in x
override REACH = 1u;        // sources of a row, at most
const NONE = 0xffffffffu;

@group(0) @binding(0) var<storage, read> x: array<number>;        // [samples, SOURCE_ROWS, ROW]
@group(0) @binding(1) var<storage, read> source: array<u32>;      // [ROWS, REACH]
@group(0) @binding(2) var<storage, read_write> y: array<number>;  // [samples, ROWS, ROW]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let m = i / ROW;
  let first = m / ROWS * SOURCE_ROWS;
  var sum = number();
  for (var r = 0u; r < REACH; r++) {
    let row = source[m % ROWS * REACH + r];
    if (row != NONE) { sum += x[(first + row) * ROW + i % ROW]; }
  }
  y[i] = sum;
}
