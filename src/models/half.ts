/** @file Numbers of 16 bits. */

/** IEEE 754 half precision, from its bits. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * 2 ** -14 * (fraction / 1024);
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

const word = new Uint32Array(1);
const float = new Float32Array(word.buffer);

/** bfloat16, the upper half of a float32, from its bits. */
export function bfloat16(bits: number): number {
  word[0] = bits << 16;
  return float[0];
}
