// Four channels at a time, where they divide by four.

// @use lib/pool2d.wgsl

alias number = vec4f;
