// Four channels at a time, where they divide by four.

// @use lib/depthwise-conv2d.wgsl

alias number = vec4f;

fn activated(z: vec4f) -> vec4f {
  return activate(z);
}
