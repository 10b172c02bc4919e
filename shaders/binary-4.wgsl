// Four elements at a time, where they divide by four.

// @use lib/binary.wgsl

alias number = vec4f;
