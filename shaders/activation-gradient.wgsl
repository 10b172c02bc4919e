// dx[i] = dy[i] * f'(x[i]), or another rule where f is a ReLU. One thread computes four elements; a length that is no
// multiple of four leaves a tail of single ones.

// @use lib/activation.wgsl

override RULE = 0u;  // 0 plain; 1 guided: only what is positive; 2 deconvnet: that, wherever; 3 upward: see passed()

@group(0) @binding(0) var<storage, read> z: array<f32>;         // x; of relu, relu6, sigmoid and tanh their output y
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;

fn elu_slope(z: vec4f, scale: f32, alpha: f32) -> vec4f {
  return scale * select(alpha * exp(clamp(z, vec4f(-80.0), vec4f())), vec4f(1.0), z > vec4f());
}

fn inside(z: vec4f, low: f32, high: f32) -> vec4f {
  return select(vec4f(), vec4f(1.0), (z > vec4f(low)) & (z < vec4f(high)));
}

fn slope(z: vec4f) -> vec4f {
  switch (ACTIVATION) {
    case 1u: { return select(vec4f(), vec4f(1.0), z > vec4f()); }                 // relu
    case 2u: { return inside(z, 0.0, 6.0); }                                      // relu6
    case 3u: { return select(vec4f(ALPHA), vec4f(1.0), z > vec4f()); }            // leakyRelu
    case 4u: { return elu_slope(z, 1.0, ALPHA); }                                 // elu
    case 5u: { return elu_slope(z, 1.05070098, 1.67326324); }                     // selu
    case 6u: { return z * (1.0 - z); }                                            // sigmoid
    case 7u: { return ALPHA * inside(ALPHA * z + BETA, 0.0, 1.0); }               // hardSigmoid
    case 8u: { return 1.0 - z * z; }                                              // tanh
    case 9u: { return sigmoid(z); }                                               // softplus
    case 10u: { let d = 1.0 + abs(z); return 1.0 / (d * d); }                     // softsign
    case 11u: { let s = sigmoid(z); return s + z * s * (1.0 - s); }               // swish
    case 12u: {                                                                   // hardSwish
      return select(inside(z, -3.0, 3.1) * (z / 3.0 + 0.5), vec4f(1.0), z > vec4f(3.0));
    }
    case 13u: {                                                                   // gelu
      return 0.5 * (1.0 + erf(z * 0.70710678)) + z * 0.39894228 * exp(-0.5 * min(z * z, vec4f(160.0)));
    }
    case 14u: {                                                                   // geluTanh
      let t = fine_tanh(0.79788456 * (z + 0.044715 * z * z * z));
      return 0.5 * (1.0 + t) + 0.5 * z * (1.0 - t * t) * 0.79788456 * (1.0 + 0.134145 * z * z);
    }
    case 15u: {                                                                   // mish
      let t = fine_tanh(softplus(z));
      return t + z * (1.0 - t * t) * sigmoid(z);
    }
    case 16u: { return select(vec4f(), exp(min(z, vec4f(88.0))), z < vec4f(88.0)); } // exponential
    case 17u: { return 1.12837917 * exp(-min(z * z, vec4f(80.0))); }                 // erf: 2 / sqrt(pi) exp(-z²)
    default: { return vec4f(1.0); }
  }
}

/** Rule 3: all that would not push what is cut off further away. */
fn passed(z: vec4f, d: vec4f) -> vec4f {
  switch (RULE) {
    case 1u: { return max(slope(z) * d, vec4f()); }
    case 2u: { return max(d, vec4f()); }
    case 3u: {
      let high = select(3.4e38, 6.0, ACTIVATION == 2u);
      return select(select(d, min(d, vec4f()), z >= vec4f(high)), max(d, vec4f()), z <= vec4f());
    }
    default: { return slope(z) * d; }
  }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = (id.y * groups.x * 64u + id.x) * 4u;
  let n = arrayLength(&dx);
  if (i >= n) { return; }
  let last = n - 1u;
  let at = min(i + vec4u(0, 1, 2, 3), vec4u(last));
  let d = passed(vec4f(z[at.x], z[at.y], z[at.z], z[at.w]), vec4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]));
  dx[at.x] = d.x;
  if (i + 1u < n) { dx[at.y] = d.y; }
  if (i + 2u < n) { dx[at.z] = d.z; }
  if (i + 3u < n) { dx[at.w] = d.w; }
}
