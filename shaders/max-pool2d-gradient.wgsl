// One channel at a time.

// @use lib/max-pool2d-gradient.wgsl

alias number = f32;
