// Four numbers of a block at a time, where they divide by four.

// @use lib/concatenate.wgsl

alias number = vec4f;
