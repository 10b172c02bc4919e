// y = a op b, element by element. The operand with a smaller size is repeated: one for each channel, or one for
// all. The file that uses this says what a `number` is: one element or four. Sizes are counted in it.

override OPERATION = 0u;  // 0 add, 1 subtract, 2 multiply, 3 divide, 4 maximum, 5 minimum, 6 a >= b, 7 a < b
override SIZE = 4u;       // elements of one sample in y
override A_SIZE = 4u;     // elements of one sample in a, dividing SIZE
override B_SIZE = 4u;
override A_SHARED = 0u;   // 1: all samples share a
override B_SHARED = 0u;

@group(0) @binding(0) var<storage, read> a: array<number>;        // [rows, A_SIZE]
@group(0) @binding(1) var<storage, read> b: array<number>;        // [rows, B_SIZE]
@group(0) @binding(2) var<storage, read_write> y: array<number>;  // [rows, SIZE]

fn combine(p: number, q: number) -> number {
  switch (OPERATION) {
    case 1u: { return p - q; }
    case 2u: { return p * q; }
    case 3u: { return p / q; }
    case 4u: { return max(p, q); }
    case 5u: { return min(p, q); }
    case 6u: { return select(number(), number(1.0), p >= q); }
    case 7u: { return select(number(), number(1.0), p < q); }
    default: { return p + q; }
  }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.y * groups.x * 64u + id.x;
  if (i >= arrayLength(&y)) { return; }
  let n = i / SIZE;
  let at_a = select(n, 0u, A_SHARED == 1u) * A_SIZE + i % A_SIZE;
  let at_b = select(n, 0u, B_SHARED == 1u) * B_SIZE + i % B_SIZE;
  y[i] = combine(a[at_a], b[at_b]);
}
