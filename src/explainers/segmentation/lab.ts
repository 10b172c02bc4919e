/** @file sRGB to CIE L*a*b* (D65, 2 degrees), as `skimage.color.rgb2lab` (skimage/color/colorconv.py). */

/** Tristimulus values of the white point. */
const [WHITE_X, WHITE_Z] = [0.95047, 1.08883];

/**
 * [pixels, 3] of red, green and blue, 0…1, to [pixels, 3] of L* 0…100, a* and b*. Values out of range are taken by the
 * same formulas.
 */
export function rgbToLab(rgb: Float64Array): Float64Array<ArrayBuffer> {
  const lab = new Float64Array(rgb.length);
  for (let i = 0; i < rgb.length; i += 3) {
    const r = linear(rgb[i]);
    const g = linear(rgb[i + 1]);
    const b = linear(rgb[i + 2]);
    const x = root(dot(0.412453, r, 0.35758, g, 0.180423, b) / WHITE_X);
    const y = root(dot(0.212671, r, 0.71516, g, 0.072169, b));
    const z = root(dot(0.019334, r, 0.119193, g, 0.950227, b) / WHITE_Z);
    lab[i] = 116 * y - 16;
    lab[i + 1] = 500 * (x - y);
    lab[i + 2] = 200 * (y - z);
  }
  return lab;
}

/** The transfer curve of sRGB, undone. */
const linear = (v: number): number => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);

/** The cube root, with a straight line near black. */
const root = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);

/** a · x + b · y + c · z as NumPy's BLAS rounds it: after the first product, once for each product and its sum. */
const dot = (a: number, x: number, b: number, y: number, c: number, z: number): number =>
  multiplyAdd(c, z, multiplyAdd(b, y, a * x));

/** x · y + z rounded once, but for rare ties: with the rounding errors of both steps (Dekker, 1971; Knuth's two-sum). */
function multiplyAdd(x: number, y: number, z: number): number {
  const product = x * y;
  const [xHigh, yHigh] = [high(x), high(y)];
  const [xLow, yLow] = [x - xHigh, y - yHigh];
  const productError = xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
  const sum = product + z;
  const zPart = sum - product;
  const sumError = product - (sum - zPart) + (z - zPart);
  return sum + (productError + sumError);
}

/** The upper half of the digits. */
function high(v: number): number {
  const scaled = 134217729 * v; // 2²⁷ + 1
  return scaled - (scaled - v);
}
