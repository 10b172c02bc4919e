// Four channels of four pixels at once.

// @use source-rows.wgsl

@group(0) @binding(0) var<storage, read> x: array<vec4f>;  // [rows, channels]

/** The k-th four channels of each pixel; zero outside the image. */
fn four_pixels(at: vec4u, k: u32) -> mat4x4f {
  let inside = at != vec4u(NONE);
  let i = at + k;
  return mat4x4f(
    select(vec4f(), x[i.x], inside.x),
    select(vec4f(), x[i.y], inside.y),
    select(vec4f(), x[i.z], inside.z),
    select(vec4f(), x[i.w], inside.w),
  );
}
