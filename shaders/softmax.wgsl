// y[i] = exp(x[i] - max x) / sum of exp(x - max x). One workgroup per row; one thread takes every 64th class.

override CLASSES = 4u;

@group(0) @binding(0) var<storage, read> x: array<f32>;        // [rows, CLASSES]
@group(0) @binding(1) var<storage, read_write> y: array<f32>;  // [rows, CLASSES]

var<workgroup> partial: array<f32, 64>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  let at = (group.y * groups.x + group.x) * CLASSES;
  if (at >= arrayLength(&y)) { return; }  // the whole workgroup leaves: the barriers below are still uniform

  var most = -3.4e38;
  for (var i = thread; i < CLASSES; i += 64u) { most = max(most, x[at + i]); }
  partial[thread] = most;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { partial[thread] = max(partial[thread], partial[thread + half]); }
  }
  workgroupBarrier();
  most = partial[0];
  workgroupBarrier();

  var sum = 0.0;
  for (var i = thread; i < CLASSES; i += 64u) { sum += exp(x[at + i] - most); }
  partial[thread] = sum;
  for (var half = 32u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (thread < half) { partial[thread] += partial[thread + half]; }
  }
  workgroupBarrier();

  for (var i = thread; i < CLASSES; i += 64u) { y[at + i] = exp(x[at + i] - most) / partial[0]; }
}
