// y[c] = the sum of x[r, c] over the rows r of a sample. One workgroup per number of y; a thread takes every 64th row.

override ROWS = 4u;
override COLUMNS = 1u;

@group(0) @binding(0) var<storage, read> x: array<f32>;        // [samples, ROWS, COLUMNS]
@group(0) @binding(1) var<storage, read_write> y: array<f32>;  // [samples, COLUMNS]

var<workgroup> partial: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  let i = group.y * groups.x + group.x;
  if (i >= arrayLength(&y)) { return; }  // the whole workgroup leaves: the barriers below are still uniform
  let first = i / COLUMNS * ROWS * COLUMNS + i % COLUMNS;

  var sum = 0.0;
  for (var r = thread; r < ROWS; r += 64u) { sum += x[first + r * COLUMNS]; }
  partial[thread] = sum;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { partial[thread] += partial[thread + half]; }
  }
  if (thread == 0u) { y[i] = partial[0]; }
}
