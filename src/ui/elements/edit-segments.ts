/** @file Superpixels changed by hand: joined, or drawn. Labels stay ranks from 0. */

import type { Segments } from "../../explainers/segmentation/segmentation.ts";

/** These superpixels as one. */
export function mergeSegments(segments: Segments, chosen: ReadonlySet<number>): Segments {
  const to = Math.min(...chosen);
  return ranked(segments, (label) => (chosen.has(label) ? to : label));
}

/** Whether each of them can be reached from each other through neighbours among them, at an edge of a pixel. */
export function areTogether({ labels, width }: Segments, chosen: ReadonlySet<number>): boolean {
  const [first] = chosen;
  const beside = new Map([...chosen].map((label) => [label, new Set<number>()]));
  labels.forEach((label, i) => {
    const near = beside.get(label);
    if (!near) return;
    for (const other of [(i + 1) % width === 0 ? label : labels[i + 1], labels[i + width]]) {
      if (other === label || !beside.has(other)) continue;
      near.add(other);
      beside.get(other)!.add(label);
    }
  });
  const reached = new Set(first === undefined ? [] : [first]);
  for (const label of reached) for (const next of beside.get(label)!) reached.add(next);
  return reached.size === chosen.size;
}

/** What lies within a closed line, x, y, x, y, … in pixels, as a superpixel of its own. The same where that is no pixel's middle. */
export function drawSegment(segments: Segments, line: readonly number[]): Segments {
  const { width, count } = segments;
  let isAny = false;
  const drawn = ranked(segments, (label, i) => {
    const isInside = isWithin(line, (i % width) + 0.5, Math.floor(i / width) + 0.5);
    isAny ||= isInside;
    return isInside ? count : label;
  });
  return isAny ? drawn : segments;
}

/** By the even-odd rule. */
function isWithin(line: readonly number[], x: number, y: number): boolean {
  let isInside = false;
  for (let i = 0, j = line.length - 2; i < line.length; j = i, i += 2) {
    const [x1, y1, x2, y2] = [line[i], line[i + 1], line[j], line[j + 1]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside;
  }
  return isInside;
}

function ranked(segments: Segments, change: (label: number, pixel: number) => number): Segments {
  const changed = segments.labels.map(change);
  const rankOf = new Map([...new Set(changed)].sort((a, b) => a - b).map((label, i) => [label, i]));
  return { ...segments, count: rankOf.size, labels: changed.map((label) => rankOf.get(label)!) };
}
