// One element at a time.

// @use lib/gather.wgsl

alias number = f32;
