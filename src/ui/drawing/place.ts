/** @file In which ninth of a picture something lies. */

import type { Place } from "../strings/strings.ts";

const PLACES: readonly (readonly Place[])[] = [
  ["top-left", "top", "top-right"],
  ["left", "middle", "right"],
  ["bottom-left", "bottom", "bottom-right"],
];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The ninth of a picture that has a pixel. */
export const placeAt = (x: number, y: number, { width, height }: Size): Place =>
  PLACES[Math.floor((3 * y) / height)][Math.floor((3 * x) / width)];

/** The ninth with most of what the numbers of a map add up to, signs apart, and its share of that. Nothing where all are zero. */
export function heaviestPlace(
  values: ArrayLike<number>,
  size: Size,
): { readonly place: Place; readonly share: number } | undefined {
  const sums = new Map<Place, number>();
  let all = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = Math.abs(values[i]);
    const place = placeAt(i % size.width, Math.floor(i / size.width), size);
    sums.set(place, (sums.get(place) ?? 0) + weight);
    all += weight;
  }
  if (!(all > 0)) return undefined;
  const [place, sum] = [...sums].reduce((best, next) => (next[1] > best[1] ? next : best));
  return { place, share: sum / all };
}
