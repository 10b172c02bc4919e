// Perturbed pictures, from one bit per superpixel: where a sample keeps a superpixel it shows the image, elsewhere
// what hides it. One thread computes one number of one sample.

override SIZE = 4u;      // height * width * CHANNELS
override CHANNELS = 1u;
override SEGMENTS = 1u;  // pixels with a label from here on are never hidden
override WORDS = 1u;     // ceil(SEGMENTS / 32)

@group(0) @binding(0) var<storage, read> image: array<f32>;         // [height, width, CHANNELS]
@group(0) @binding(1) var<storage, read> hidden: array<f32>;        // [height, width, CHANNELS]
@group(0) @binding(2) var<storage, read> labels: array<u32>;        // [height, width]
@group(0) @binding(3) var<storage, read> keep: array<u32>;          // [samples, WORDS]: bit i % 32 of word i / 32
@group(0) @binding(4) var<storage, read_write> masked: array<f32>;  // [samples, height, width, CHANNELS]

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&masked)) { return; }
  let at = i % SIZE;
  let label = labels[at / CHANNELS];
  let word = keep[i / SIZE * WORDS + min(label / 32u, WORDS - 1u)];
  let kept = label >= SEGMENTS || ((word >> (label % 32u)) & 1u) == 1u;
  masked[i] = select(hidden[at], image[at], kept);  // not mix(), which rounds
}
