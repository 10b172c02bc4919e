/** @file How much memory a result takes. */

/**
 * About the bytes of all numbers and text within a value, and in `seen` what was counted: that counts no more. Lists of numbers are
 * counted by their length.
 */
export function bytesOf(value: unknown, seen: Set<unknown> = new Set()): number {
  if (typeof value === "string") return 2 * value.length;
  if (typeof value !== "object" || value === null) return 8;
  if (ArrayBuffer.isView(value)) return bytesOf(value.buffer, seen);
  if (seen.has(value)) return 0;
  seen.add(value);
  if (value instanceof ArrayBuffer) return value.byteLength;
  if (Array.isArray(value) && typeof value[0] === "number") return 8 * value.length;
  return Object.values(value).reduce<number>((sum, one) => sum + bytesOf(one, seen), 0);
}
