// Four channels at a time, where they divide by four.

// @use lib/scale-shift.wgsl

alias number = vec4f;
