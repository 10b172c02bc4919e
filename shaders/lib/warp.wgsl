// Where a pixel of a warped image looks in the image it is made of: turned, scaled and shifted about the middle,
//
//   source(q) = middle + R(angle) (q - middle) / scale + shift
//
// Positions are (row, column). Without turn and scale this is exact, so that whole shifts copy whole pixels.

override H = 4u;
override W = 4u;
override CHANNELS = 1u;

@group(0) @binding(1) var<storage, read> draw: array<f32>;  // [4]: shift of rows, shift of columns, scale, angle

struct Affine {
  middle: vec2f,
  shift: vec2f,
  scale: f32,
  turn: vec2f,  // cosine and sine of the angle
}

fn affine() -> Affine {
  return Affine(vec2f(f32(H - 1u), f32(W - 1u)) / 2.0, vec2f(draw[0], draw[1]), draw[2], cosine_and_sine(draw[3]));
}

/** To 2e-7, within a few turns: WGSL promises no more than 2^-11 of its own. */
fn cosine_and_sine(angle: f32) -> vec2f {
  let quarters = round(angle * 0.63661977);
  // a quarter turn in two numbers, the first of few digits: so that their products with whole numbers are exact
  let a = (angle - quarters * 1.5703125) - quarters * 4.8382679e-4;
  let b = a * a;
  let c = 1.0 - b * (0.5 - b * (1.0 / 24.0 - b * (1.0 / 720.0 - b / 40320.0)));
  let s = a * (1.0 - b * (1.0 / 6.0 - b * (1.0 / 120.0 - b * (1.0 / 5040.0 - b / 362880.0))));
  switch (u32(i32(quarters) & 3)) {
    case 1u: { return vec2f(-s, c); }
    case 2u: { return vec2f(-c, -s); }
    case 3u: { return vec2f(s, -c); }
    default: { return vec2f(c, s); }
  }
}

fn source(m: Affine, q: vec2f) -> vec2f {
  let d = (q - m.middle) * select(1.0 / m.scale, 1.0, m.scale == 1.0);
  return m.middle + vec2f(m.turn.x * d.x - m.turn.y * d.y, m.turn.y * d.x + m.turn.x * d.y) + m.shift;
}

/** How much the pixel p counts at a position: 1 there, falling to 0 a row or a column away. */
fn share(position: vec2f, p: vec2f) -> f32 {
  let near = max(1.0 - abs(position - p), vec2f());
  return near.x * near.y;
}
