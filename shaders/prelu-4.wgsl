// Four slopes at a time, where they divide by four.

// @use lib/prelu.wgsl

alias number = vec4f;
