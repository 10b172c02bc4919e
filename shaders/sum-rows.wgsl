// y[p, c] = the sum of x[r, c] over the p-th SIZE rows of a sample; the last part may have fewer. One workgroup per number
// of y; a thread takes every 64th row.

override ROWS = 4u;
override COLUMNS = 1u;
override SIZE = 4u;

@group(0) @binding(0) var<storage, read> x: array<f32>;        // [samples, ROWS, COLUMNS]
@group(0) @binding(1) var<storage, read_write> y: array<f32>;  // [samples, ceil(ROWS / SIZE), COLUMNS]

var<workgroup> partial: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  let i = group.y * groups.x + group.x;
  if (i >= arrayLength(&y)) { return; }  // the whole workgroup leaves: the barriers below are still uniform
  let parts = (ROWS + SIZE - 1u) / SIZE;
  let part = i / COLUMNS % parts;
  let first = i / COLUMNS / parts * ROWS * COLUMNS + i % COLUMNS;

  var sum = 0.0;
  let end = min((part + 1u) * SIZE, ROWS);
  for (var r = part * SIZE + thread; r < end; r += 64u) { sum += x[first + r * COLUMNS]; }
  partial[thread] = sum;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { partial[thread] += partial[thread + half]; }
  }
  if (thread == 0u) { y[i] = partial[0]; }
}
