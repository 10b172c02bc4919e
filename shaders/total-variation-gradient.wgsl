// dx[p] = the sum of sign(x[p] - x[q]) over the neighbours q above, below, left and right of p, in the same channel:
// the gradient of the total variation. One thread computes one element.

override H = 4u;
override W = 4u;
override CHANNELS = 1u;

@group(0) @binding(0) var<storage, read> x: array<f32>;         // [samples, H, W, CHANNELS]
@group(0) @binding(1) var<storage, read_write> dx: array<f32>;  // as x

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&dx)) { return; }
  let column = i / CHANNELS % W;
  let row = i / CHANNELS / W % H;
  let mine = x[i];

  var sum = 0.0;
  if (row > 0u) { sum += sign(mine - x[i - W * CHANNELS]); }
  if (row + 1u < H) { sum += sign(mine - x[i + W * CHANNELS]); }
  if (column > 0u) { sum += sign(mine - x[i - CHANNELS]); }
  if (column + 1u < W) { sum += sign(mine - x[i + CHANNELS]); }
  dx[i] = sum;
}
