// One element at a time.

// @use lib/concatenate.wgsl

alias number = f32;
