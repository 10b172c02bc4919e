// One channel at a time.

// @use lib/pool2d.wgsl

alias number = f32;
