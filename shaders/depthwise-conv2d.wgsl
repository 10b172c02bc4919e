// One channel at a time.

// @use lib/depthwise-conv2d.wgsl

alias number = f32;

fn activated(z: f32) -> f32 {
  return activate(vec4f(z)).x;
}
