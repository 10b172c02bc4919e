// One element at a time.

// @use lib/prelu.wgsl

alias number = f32;
