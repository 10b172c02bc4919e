// One element at a time.

// @use lib/scale-shift.wgsl

alias number = f32;
