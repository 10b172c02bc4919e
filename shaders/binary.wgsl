// One element at a time.

// @use lib/binary.wgsl

alias number = f32;
