// Four channels at a time, where they divide by four.

// @use lib/max-pool2d-gradient.wgsl

alias number = vec4f;
