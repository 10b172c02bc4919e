// Four numbers of a part at a time, where they divide by four.

// @use lib/slice.wgsl

alias number = vec4f;
