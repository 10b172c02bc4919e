// One element at a time.

// @use lib/slice.wgsl

alias number = f32;
