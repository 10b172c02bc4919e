// y[i] = dx[i] / (sqrt(squares / COUNT) + EPSILON), with the sum of the squares of all dx of the sample; or, where
// AT_LEAST, dx[i] / sqrt(max(squares / COUNT, EPSILON)). One thread computes one element.

override SIZE = 4u;      // numbers in a sample
override COUNT = 1.0;    // SIZE for the root mean square, 1 for the length
override EPSILON = 1e-5;
override AT_LEAST = 0u;

@group(0) @binding(0) var<storage, read> dx: array<f32>;       // [samples, SIZE]
@group(0) @binding(1) var<storage, read> squares: array<f32>;  // [samples]
@group(0) @binding(2) var<storage, read_write> y: array<f32>;  // [samples, SIZE]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let square = squares[i / SIZE] / COUNT;
  if (AT_LEAST == 1u) {
    y[i] = dx[i] / sqrt(max(square, EPSILON));
  } else {
    y[i] = dx[i] / (sqrt(square) + EPSILON);
  }
}
