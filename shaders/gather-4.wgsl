// Four numbers of a row at a time, where they divide by four.

// @use lib/gather.wgsl

alias number = vec4f;
