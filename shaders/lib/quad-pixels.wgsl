// Four channels of four pixels at once, one of each thread of a quad. Whoever uses this enables subgroups.

// @use source-rows.wgsl

@group(0) @binding(0) var<storage, read> x: array<vec4f>;  // [rows, channels]

/** The k-th four channels of each thread's pixel; zero outside the image. */
fn quad_pixels(at: u32, k: u32) -> mat4x4f {
  let mine = select(vec4f(), x[at + k], at != NONE);
  return mat4x4f(quadBroadcast(mine, 0u), quadBroadcast(mine, 1u), quadBroadcast(mine, 2u), quadBroadcast(mine, 3u));
}
