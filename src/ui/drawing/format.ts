/** @file Numbers as people read them: the same in every language of the page. */

const grouped = new Intl.NumberFormat("en");

/** 1000 → "1,000" */
export const count = (value: number): string => grouped.format(Math.round(value));

/** 0.8812 → "88.1 %" */
export const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

/** −0.1723 → "−0.172", with a true minus; what rounds to zero has no sign. */
export function signed(value: number, digits: number): string {
  const size = Math.abs(value).toFixed(digits);
  if (Number(size) === 0) return size;
  return `${value < 0 ? "−" : "+"}${size}`;
}

/** Seconds, with one digit while they are few, and two of less than a tenth. */
export function seconds(milliseconds: number): string {
  if (milliseconds >= 9950) return count(milliseconds / 1000);
  return (milliseconds / 1000).toFixed(milliseconds < 95 ? 2 : 1);
}

/** Of something a second, with two digits where that is slow: "1,240", "0.33". */
export const rate = (value: number): string => (value < 9.95 ? value.toPrecision(2) : count(value));

/**
 * Digits after the point that an error leaves meaning to: as many as show the error's own first digit, from 2 to 5;
 * 3 where there is no error.
 */
export function digitsFor(error: number): number {
  if (!(error > 0)) return 3;
  return Math.min(5, Math.max(2, Math.ceil(-Math.log10(error))));
}

/** Digits after the point that show the first two of a size, from 2 to 6. */
export function digitsOf(size: number): number {
  if (!(size > 0)) return 2;
  return Math.min(6, Math.max(2, Math.ceil(-Math.log10(size)) + 1));
}

/** A number of any size in few signs: "0.28", "12.3", "1,240", "2.1e−8"; with `isSigned`, "+0.28". */
export function compact(value: number, isSigned = false): string {
  const size = Math.abs(value);
  if (!Number.isFinite(size)) return "?";
  const digits =
    size >= 1000 ? count(size) : size >= 100 ? size.toFixed(1) : size >= 1 ? size.toFixed(2) : small(size);
  if (!/[1-9]/.test(digits)) return "0";
  return (value < 0 ? "−" : isSigned ? "+" : "") + digits;
}

const small = (size: number): string =>
  size >= 1e-3 || size === 0 ? size.toFixed(digitsOf(size)) : size.toExponential(1).replace("-", "−");

/** A number of a training's curve: an accuracy of 0 to 1 in percent, all else as it is. */
export const ofMetric = (metric: string, value: number): string =>
  /accuracy/i.test(metric) && value >= 0 && value <= 1 ? percent(value) : compact(value);

/** ["3", "5", "7"] → "3, 5 and 7" */
export const list = (items: readonly string[], and: string, comma: string): string =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(comma)}${and}${items.at(-1)}`;
