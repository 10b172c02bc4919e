// Resizing by weighted sums along rows and columns:
//
//   y[oy, ox, c] = sum over (i, j) of row_weight[oy, i] * column_weight[ox, j] * x[row[oy] + i, column[ox] + j, c]
//
// Each output row lists its first input row and REACH weights (past the edge: zero); columns alike. So one kernel is
// area averaging and bilinear interpolation of every kind. One thread computes one element of y.

override IN_H = 4u;
override IN_W = 4u;
override OUT_H = 2u;
override OUT_W = 2u;
override CHANNELS = 1u;
override ROW_REACH = 2u;
override COLUMN_REACH = 2u;

@group(0) @binding(0) var<storage, read> x: array<f32>;        // [samples, IN_H, IN_W, CHANNELS]
@group(0) @binding(1) var<storage, read> rows: array<f32>;     // [OUT_H, 1 + ROW_REACH]: first input row, weights
@group(0) @binding(2) var<storage, read> columns: array<f32>;  // [OUT_W, 1 + COLUMN_REACH]
@group(0) @binding(3) var<storage, read_write> y: array<f32>;  // [samples, OUT_H, OUT_W, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let c = i % CHANNELS;
  let ox = i / CHANNELS % OUT_W;
  let oy = i / CHANNELS / OUT_W % OUT_H;
  let n = i / CHANNELS / OUT_W / OUT_H;
  let row = oy * (1u + ROW_REACH);
  let column = ox * (1u + COLUMN_REACH);
  let top = u32(rows[row]);
  let left = u32(columns[column]);

  var sum = 0.0;
  for (var a = 0u; a < ROW_REACH; a++) {
    let down = rows[row + 1u + a];
    if (down == 0.0) { continue; }
    var across = 0.0;
    for (var b = 0u; b < COLUMN_REACH; b++) {
      let share = columns[column + 1u + b];
      if (share == 0.0) { continue; }
      across += share * x[((n * IN_H + top + a) * IN_W + left + b) * CHANNELS + c];
    }
    sum += down * across;
  }
  y[i] = sum;
}
