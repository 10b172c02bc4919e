// One channel of four pixels at once, one of each thread of a quad. Whoever uses this enables subgroups.

// @use one-channel.wgsl

fn quad_pixel(at: u32, c: u32) -> vec4f {
  let mine = select(0.0, x[at + c], at != NONE);
  return vec4f(quadBroadcast(mine, 0u), quadBroadcast(mine, 1u), quadBroadcast(mine, 2u), quadBroadcast(mine, 3u));
}
