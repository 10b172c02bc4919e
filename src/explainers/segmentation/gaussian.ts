/** @file Gaussian blur as scipy.ndimage.gaussian_filter: mode "reflect", truncated at four sigma, rows then columns. */

/** Blurs `data` [height, width, channels]; sigma 0 gives it back. */
export function gaussian(
  data: Float64Array,
  height: number,
  width: number,
  channels: number,
  sigma: number,
): Float64Array {
  if (sigma === 0) return data;
  const radius = Math.floor(4 * sigma + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp((-0.5 / (sigma * sigma)) * (i - radius) ** 2),
  );
  const total = numpySum(kernel);
  for (let i = 0; i < kernel.length; i++) kernel[i] /= total;
  const rows = along(data, height, width * channels, 1, kernel, radius);
  return along(rows, width, channels, height, kernel, radius);
}

/** Filters one axis: `size` steps of `stride` numbers, repeated in `blocks`. The middle first, then pairs from the farthest, as scipy sums. */
function along(
  data: Float64Array,
  size: number,
  stride: number,
  blocks: number,
  kernel: Float64Array,
  radius: number,
): Float64Array {
  const result = new Float64Array(data.length);
  for (let block = 0; block < blocks; block++)
    for (let i = 0; i < size; i++)
      for (let k = radius; k >= 0; k--) {
        const before = (block * size + reflected(i - k, size)) * stride;
        const after = (block * size + reflected(i + k, size)) * stride;
        const to = (block * size + i) * stride;
        const weight = kernel[k + radius];
        for (let s = 0; s < stride; s++) {
          if (k === radius) result[to + s] = data[to + s] * kernel[radius];
          if (k > 0) result[to + s] += (data[before + s] + data[after + s]) * weight;
        }
      }
  return result;
}

/** The sum in NumPy's order, to the last bit: eight lanes at once, for up to 128 numbers. */
function numpySum(v: Float64Array): number {
  if (v.length < 8) return v.reduce((a, b) => a + b, 0);
  const lanes = v.slice(0, 8);
  const whole = v.length - (v.length % 8);
  for (let i = 8; i < whole; i++) lanes[i % 8] += v[i];
  const [a, b, c, d, e, f, g, h] = lanes;
  return v.subarray(whole).reduce((sum, x) => sum + x, a + b + (c + d) + (e + f + (g + h)));
}

/** … b a | a b c … with period 2 n. */
function reflected(i: number, n: number): number {
  const at = ((i % (2 * n)) + 2 * n) % (2 * n);
  return at < n ? at : 2 * n - 1 - at;
}
