/** @file Gaussian blur, as `scipy.ndimage.gaussian_filter` with its defaults: mode "reflect", cut off at four sigma. */

/**
 * Blurs `data` [height, width, channels] along its columns, then along its rows, and sums in scipy's order, so that the
 * result is the same to the last digits. `sigma` is in pixels; 0 gives `data` itself back.
 */
export function gaussian(
  data: Float64Array,
  height: number,
  width: number,
  channels: number,
  sigma: number,
): Float64Array {
  if (sigma === 0) return data;
  const weights = gaussianWeights(sigma);
  const columns = along(data, 1, height, width * channels, weights);
  return along(columns, height, width, channels, weights);
}

/**
 * NumPy 1.24 (AVX-512) misses these by one unit in the last place. The usual sigmas, 0.5 and 1, need them, and where a
 * picture has flat areas and ties, a label may hang on it.
 */
const MISROUNDED: Readonly<Record<number, number>> = {
  [-2]: 0.13533528323661267,
  [-4.5]: 0.011108996538242308,
};

/** Weight of each distance 0…radius from the middle. */
function gaussianWeights(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  const half = Float64Array.from({ length: radius + 1 }, (_, i) => {
    const exponent = (-0.5 / (sigma * sigma)) * (i * i);
    return MISROUNDED[exponent] ?? Math.exp(exponent);
  });
  const total = sumAsNumpy(
    Float64Array.from({ length: 2 * radius + 1 }, (_, i) => half[Math.abs(i - radius)]),
  );
  return half.map((weight) => weight / total);
}

/** Filters the middle axis of [blocks, size, stride]: the middle first, then pairs from the farthest on. */
function along(
  data: Float64Array,
  blocks: number,
  size: number,
  stride: number,
  weights: Float64Array,
): Float64Array {
  const result = new Float64Array(data.length);
  for (let block = 0; block < blocks; block++)
    for (let i = 0; i < size; i++) {
      const at = (block * size + i) * stride;
      for (let s = 0; s < stride; s++) result[at + s] = data[at + s] * weights[0];
      for (let k = weights.length - 1; k > 0; k--) {
        const before = (block * size + reflect(i - k, size)) * stride;
        const after = (block * size + reflect(i + k, size)) * stride;
        for (let s = 0; s < stride; s++) result[at + s] += (data[before + s] + data[after + s]) * weights[k];
      }
    }
  return result;
}

/** … b a | a b c … z | z y …, which repeats after 2 · size. */
function reflect(i: number, size: number): number {
  const period = 2 * size;
  const at = ((i % period) + period) % period;
  return at < size ? at : period - 1 - at;
}

/** NumPy's sum of up to 128 numbers (numpy/core/src/umath/loops_utils.h.src): in eight lanes, then what is left. */
function sumAsNumpy(values: Float64Array): number {
  const whole = values.length - (values.length % 8);
  const lanes = new Float64Array(8);
  for (let i = 0; i < whole; i++) lanes[i % 8] += values[i];
  const [a, b, c, d, e, f, g, h] = lanes;
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (let i = whole; i < values.length; i++) sum += values[i];
  return sum;
}
