// y[n, i] = value[n] where i is the step, else curve[n, i]. One thread computes one element.

override STEPS = 4u;

@group(0) @binding(0) var<storage, read> curve: array<f32>;      // [samples, STEPS]
@group(0) @binding(1) var<storage, read> value: array<f32>;      // [samples]
@group(0) @binding(2) var<storage, read> step: array<f32>;       // [1], from 0
@group(0) @binding(3) var<storage, read_write> y: array<f32>;    // [samples, STEPS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  if (i % STEPS == u32(step[0])) {
    y[i] = value[i / STEPS];
  } else {
    y[i] = curve[i];
  }
}
