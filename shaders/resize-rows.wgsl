// Resizing as in resize.wgsl, of rows that any samples may share: a table says where each row of y finds its pixels.
//
//   y[m, c] = sum over (i, j) of row_weight[oy, i] * column_weight[ox, j] * x[taps[m, i * COLUMN_REACH + j], c]
//
// where (oy, ox) is the pixel of the output that row m stands for. One thread computes one element of y.

override OUT_W = 2u;
override CHANNELS = 1u;
override ROW_REACH = 2u;
override COLUMN_REACH = 2u;
override PLACES = 4u;  // entries of `places`

@group(0) @binding(0) var<storage, read> x: array<f32>;        // [rows, CHANNELS]
@group(0) @binding(1) var<storage, read> taps: array<u32>;     // [rows of y, ROW_REACH * COLUMN_REACH]
@group(0) @binding(2) var<storage, read> places: array<f32>;   // [PLACES]: pixel of each row of y, over and over
@group(0) @binding(3) var<storage, read> rows: array<f32>;     // [out h, 1 + ROW_REACH]: first input row, weights
@group(0) @binding(4) var<storage, read> columns: array<f32>;  // [OUT_W, 1 + COLUMN_REACH]
@group(0) @binding(5) var<storage, read_write> y: array<f32>;  // [rows, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let c = i % CHANNELS;
  let m = i / CHANNELS;
  let pixel = u32(places[m % PLACES]);
  let row = pixel / OUT_W * (1u + ROW_REACH);
  let column = pixel % OUT_W * (1u + COLUMN_REACH);

  var sum = 0.0;
  for (var a = 0u; a < ROW_REACH; a++) {
    let down = rows[row + 1u + a];
    if (down == 0.0) { continue; }
    var across = 0.0;
    for (var b = 0u; b < COLUMN_REACH; b++) {
      let share = columns[column + 1u + b];
      if (share == 0.0) { continue; }
      across += share * x[taps[m * ROW_REACH * COLUMN_REACH + a * COLUMN_REACH + b] * CHANNELS + c];
    }
    sum += down * across;
  }
  y[i] = sum;
}
