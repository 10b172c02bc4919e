/** @file sRGB to CIE L*a*b*, D65 and 2 degrees, as skimage.color.rgb2lab. */

const toXyz = [
  [0.412453, 0.35758, 0.180423],
  [0.212671, 0.71516, 0.072169],
  [0.019334, 0.119193, 0.950227],
];
const WHITE = [0.95047, 1, 1.08883];

/** [pixels, 3] of sRGB, 0…1, to [pixels, 3] of L*, a*, b*. Values out of range are taken as they are. */
export function rgbToLab(rgb: Float64Array): Float64Array {
  const lab = new Float64Array(rgb.length);
  const f = [0, 0, 0];
  for (let i = 0; i < rgb.length; i += 3) {
    const [r, g, b] = [linear(rgb[i]), linear(rgb[i + 1]), linear(rgb[i + 2])];
    for (let k = 0; k < 3; k++) {
      const t = (toXyz[k][0] * r + toXyz[k][1] * g + toXyz[k][2] * b) / WHITE[k];
      f[k] = t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
    }
    lab[i] = 116 * f[1] - 16;
    lab[i + 1] = 500 * (f[0] - f[1]);
    lab[i + 2] = 200 * (f[1] - f[2]);
  }
  return lab;
}

const linear = (v: number) => (v > 0.04045 ? ((v + 0.055) / 1.055) ** 2.4 : v / 12.92);
