// Convolution as a matrix product through workgroup memory: 64 threads compute 64 rows by 64 filters.
//
//   y[m, f] = activate(bias[f] + sum over (t, c) of x[source(m, t), c] * w[t, c, f]) * scale[f] + shift[f]
//
// The threads fetch 16 channels of the 64 rows and of the 64 filters together, then each multiplies its own 8 by 8
// from there. A number fetched once is used 64 times. CHANNELS is a multiple of 16, FILTERS of 4; GROUPS is 1.

// @use lib/convolution.wgsl
override TRANSPOSED = 0u;  // 1: w is [TAPS, FILTERS, CHANNELS], as a transposed convolution stores it

@group(0) @binding(0) var<storage, read> x: array<vec4f>;  // [rows, CHANNELS]

var<workgroup> pixels: array<vec4f, 256>;   // [4 fours of channels, 64 rows]
var<workgroup> filters: array<vec4f, 256>;  // [16 channels, 16 fours of filters]; transposed, [4 fours of channels, 64 filters]

fn four_pixels(k: u32, row: u32) -> mat4x4f {
  let i = k * 64u + row;
  return mat4x4f(pixels[i], pixels[i + 1u], pixels[i + 2u], pixels[i + 3u]);
}

fn four_filters(k: u32, f: u32) -> mat4x4f {
  if (TRANSPOSED == 1u) {
    let i = k * 64u + f * 4u;
    return transpose(mat4x4f(filters[i], filters[i + 1u], filters[i + 2u], filters[i + 3u]));
  }
  let i = k * 64u + f;
  return mat4x4f(filters[i], filters[i + 16u], filters[i + 32u], filters[i + 48u]);
}

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let depth = CHANNELS / 4u;
  let m = group.y * 64u;
  let f = group.x * 16u;  // in fours
  let fetched = thread / 4u + vec4u(0, 16, 32, 48);  // the rows of the tile this thread fetches, one four of channels each
  let part = thread % 4u;
  let row = thread / 8u * 8u;  // the rows and filters of the tile it computes
  let column = thread % 8u * 2u;

  var top_left = mat4x4f();
  var top_right = mat4x4f();
  var bottom_left = mat4x4f();
  var bottom_right = mat4x4f();
  let sample = (m + fetched) / PIXELS * SOURCE_PIXELS;
  let window = (m + fetched) % PIXELS * TAPS;
  for (var t = 0u; t < TAPS; t++) {
    let at = source_rows(sample, window + t, depth);
    for (var c = 0u; c < depth; c += 4u) {
      for (var i = 0u; i < 4u; i++) {
        pixels[part * 64u + fetched[i]] = select(vec4f(), x[at[i] + c + part], at[i] != NONE);
        if (TRANSPOSED == 1u) {
          filters[part * 64u + fetched[i]] = weights((t * FILTERS + f * 4u + fetched[i]) * depth + c + part);
        } else {
          let channel = thread / 16u + i * 4u;
          filters[channel * 16u + thread % 16u] = weights((t * CHANNELS + c * 4u + channel) * (FILTERS / 4u) + f + thread % 16u);
        }
      }
      workgroupBarrier();
      for (var k = 0u; k < 4u; k++) {
        let left = four_filters(k, column);
        let right = four_filters(k, column + 1u);
        let above = four_pixels(k, row);
        top_left += left * above;
        top_right += right * above;
        let below = four_pixels(k, row + 4u);
        bottom_left += left * below;
        bottom_right += right * below;
      }
      workgroupBarrier();
    }
  }

  var lefts = array(top_left, bottom_left);
  var rights = array(top_right, bottom_right);
  let left_after = after_of(f + column);
  let right_after = after_of(f + column + 1u);
  for (var i = 0u; i < 8u; i++) {
    store(m + row + i, f + column, lefts[i / 4u][i % 4u], left_after);
    store(m + row + i, f + column + 1u, rights[i / 4u][i % 4u], right_after);
  }
}
