// y[q, c] = the sum over the pixels p around source(q) of share(source(q), p) * x[p, c]; what lies outside is FILL.
// One thread computes one element of y.

// @use lib/warp.wgsl
override FILL = 0.5;

@group(0) @binding(0) var<storage, read> x: array<f32>;        // [samples, H, W, CHANNELS]
@group(0) @binding(2) var<storage, read_write> y: array<f32>;  // as x

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let c = i % CHANNELS;
  let column = i / CHANNELS % W;
  let row = i / CHANNELS / W % H;
  let n = i / CHANNELS / W / H;
  let position = source(affine(), vec2f(f32(row), f32(column)));
  let corner = floor(position);

  var sum = 0.0;
  for (var k = 0u; k < 4u; k++) {
    let p = corner + vec2f(f32(k / 2u), f32(k % 2u));
    let weight = share(position, p);
    if (weight == 0.0) { continue; }
    var value = FILL;
    if (all(p >= vec2f()) && p.x < f32(H) && p.y < f32(W)) {
      value = x[((n * H + u32(p.x)) * W + u32(p.y)) * CHANNELS + c];
    }
    sum += weight * value;
  }
  y[i] = sum;
}
