// The adjoint of warp.wgsl: dx[p, c] = the sum over q of share(source(q), p) * dy[q, c]. Only pixels q near the place
// that looks straight at p have a share in it: no further off, along rows or columns, than the turned and scaled square
// of two by two pixels about it reaches. One thread computes one element of dx.

// @use lib/warp.wgsl

@group(0) @binding(0) var<storage, read> dy: array<f32>;        // [samples, H, W, CHANNELS]
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;  // as dy

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&dx)) { return; }
  let c = i % CHANNELS;
  let n = i / CHANNELS / W / H;
  let p = vec2f(f32(i / CHANNELS / W % H), f32(i / CHANNELS % W));
  let m = affine();
  let d = p - m.shift - m.middle;
  let back = m.middle + m.scale * vec2f(m.turn.x * d.x + m.turn.y * d.y, m.turn.x * d.y - m.turn.y * d.x);
  let reach = m.scale * (abs(m.turn.x) + abs(m.turn.y)) + 1e-2;
  let last = vec2f(f32(H - 1u), f32(W - 1u));
  let from_q = max(ceil(back - reach), vec2f());
  let to_q = min(floor(back + reach), last);

  var sum = 0.0;
  for (var row = from_q.x; row <= to_q.x; row += 1.0) {
    for (var column = from_q.y; column <= to_q.y; column += 1.0) {
      let weight = share(source(m, vec2f(row, column)), p);
      if (weight != 0.0) { sum += weight * dy[((n * H + u32(row)) * W + u32(column)) * CHANNELS + c]; }
    }
  }
  dx[i] = sum;
}
