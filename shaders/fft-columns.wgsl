// The transform of every column of complex images. One workgroup per column of a sample.

// @use lib/fft.wgsl
override COLUMNS = 1u;  // width * channels

@group(0) @binding(0) var<storage, read> x: array<vec2f>;        // [samples, LENGTH, COLUMNS], (real, imaginary)
@group(0) @binding(2) var<storage, read_write> y: array<vec2f>;  // as x

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u,
        @builtin(local_invocation_index) thread: u32) {
  let i = group.y * groups.x + group.x;
  let first = i / COLUMNS * LENGTH * COLUMNS + i % COLUMNS;
  if (first >= arrayLength(&y)) { return; }  // the whole workgroup leaves

  for (var n = thread; n < LENGTH; n += 64u) { line[n] = x[first + n * COLUMNS]; }
  let result = transform(thread);
  for (var n = thread; n < LENGTH; n += 64u) { y[first + n * COLUMNS] = line[result + n]; }
}
