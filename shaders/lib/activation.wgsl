// Activation functions, four numbers at a time. src/kernels/ops/activation.ts has the same list in the same order.

override ACTIVATION = 0u;
override ALPHA = 0.0;
override BETA = 0.0;

fn sigmoid(z: vec4f) -> vec4f {
  return 1.0 / (1.0 + exp(-clamp(z, vec4f(-80.0), vec4f(80.0))));
}

/** log(1 + exp(z)), without overflow. */
fn softplus(z: vec4f) -> vec4f {
  let e = exp(-abs(z));
  // log(1 + e) loses the digits of a small e; its series does not
  return max(z, vec4f()) + select(log(1.0 + e), e - 0.5 * e * e, e < vec4f(1e-3));
}

/** exp(z) - 1 for z <= 0; near zero, where the difference loses digits, its series. */
fn expm1(z: vec4f) -> vec4f {
  let series = z * (1.0 + z * (0.5 + z * (1.0 / 6.0 + z / 24.0)));
  return select(exp(max(z, vec4f(-80.0))) - 1.0, series, z > vec4f(-0.05));
}

/** Error at most 1.5e-7 (Abramowitz and Stegun, 7.1.26). */
fn erf(z: vec4f) -> vec4f {
  let a = min(abs(z), vec4f(9.0));
  let t = 1.0 / (1.0 + 0.3275911 * a);
  let p = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return sign(z) * (1.0 - p * exp(-a * a));
}

/** WGSL's own may lose the digits of a small z, and overflow at a large one. */
fn fine_tanh(z: vec4f) -> vec4f {
  let e = expm1(-2.0 * abs(z));
  return -sign(z) * e / (2.0 + e);
}

fn activate(z: vec4f) -> vec4f {
  switch (ACTIVATION) {
    case 1u: { return max(z, vec4f()); }                                               // relu
    case 2u: { return clamp(z, vec4f(), vec4f(6.0)); }                                 // relu6
    case 3u: { return select(z * ALPHA, z, z > vec4f()); }                             // leakyRelu
    case 4u: { return select(ALPHA * expm1(min(z, vec4f())), z, z > vec4f()); }        // elu
    case 5u: { return 1.05070098 * select(1.67326324 * expm1(min(z, vec4f())), z, z > vec4f()); } // selu
    case 6u: { return sigmoid(z); }
    case 7u: { return clamp(ALPHA * z + BETA, vec4f(), vec4f(1.0)); }                  // hardSigmoid
    case 8u: { return fine_tanh(z); }
    case 9u: { return softplus(z); }
    case 10u: { return z / (1.0 + abs(z)); }                                           // softsign
    case 11u: { return z * sigmoid(z); }                                               // swish
    case 12u: { return z * clamp(z / 6.0 + 0.5, vec4f(), vec4f(1.0)); }                // hardSwish
    case 13u: { return 0.5 * z * (1.0 + erf(z * 0.70710678)); }                        // gelu
    case 14u: { return 0.5 * z * (1.0 + fine_tanh(0.79788456 * (z + 0.044715 * z * z * z))); } // geluTanh
    case 15u: { return z * fine_tanh(softplus(z)); }                                // mish
    case 16u: { return exp(min(z, vec4f(88.0))); }                                     // exponential
    case 17u: { return erf(z); }
    default: { return z; }
  }
}
