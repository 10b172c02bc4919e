// Pictures of which parts fade: a few cells, from 0 (hidden) to 1 (kept), are stretched bilinearly over TALL x WIDE
// pixels, and each sample looks at the part of them that starts at its own shift.
//
//   masked[y, x, c] = hidden[y, x, c] + m * (image[y, x, c] - hidden[y, x, c])
//   m = cells at ((y + shift[0] + 0.5) * ROWS / TALL - 0.5, (x + shift[1] + 0.5) * COLUMNS / WIDE - 0.5)
//
// Beyond the middles of the outer cells nothing changes. One thread computes one number of one sample.

override H = 4u;
override W = 4u;
override CHANNELS = 1u;
override ROWS = 2u;
override COLUMNS = 2u;
override TALL = 4u;
override WIDE = 4u;

@group(0) @binding(0) var<storage, read> image: array<f32>;         // [H, W, CHANNELS]
@group(0) @binding(1) var<storage, read> hidden: array<f32>;        // [H, W, CHANNELS]
@group(0) @binding(2) var<storage, read> cells: array<f32>;         // [samples, ROWS, COLUMNS]
@group(0) @binding(3) var<storage, read> shift: array<f32>;         // [samples, 2]: rows down, columns across
@group(0) @binding(4) var<storage, read_write> masked: array<f32>;  // [samples, H, W, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&masked)) { return; }
  let at = i % (H * W * CHANNELS);
  let n = i / (H * W * CHANNELS);
  let pixel = vec2f(vec2u(at / CHANNELS / W, at / CHANNELS % W)) + vec2f(shift[n * 2u], shift[n * 2u + 1u]);
  let size = vec2f(vec2u(ROWS, COLUMNS));
  let place = clamp((pixel + 0.5) * size / vec2f(vec2u(TALL, WIDE)) - 0.5, vec2f(0.0), size - 1.0);
  let first = vec2u(place);
  let next = min(first + 1u, vec2u(ROWS, COLUMNS) - 1u);
  let share = place - vec2f(first);

  let top = (n * ROWS + first.x) * COLUMNS;
  let bottom = (n * ROWS + next.x) * COLUMNS;
  let above = between(cells[top + first.y], cells[top + next.y], share.y);
  let below = between(cells[bottom + first.y], cells[bottom + next.y], share.y);
  masked[i] = between(hidden[at], image[at], between(above, below, share.x));
}

// From a to b; both ends exactly, which mix() does not promise.
fn between(a: f32, b: f32, share: f32) -> f32 {
  return select(a + share * (b - a), b, share == 1.0);
}
