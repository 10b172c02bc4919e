/** @file The outlines of superpixels, as paths to fill and to stroke. */

import type { Segments } from "../../explainers/segmentation/segmentation.ts";

export interface Outline {
  /** In pixels of the label map. */
  readonly path: Path2D;
  /** Number of pixels. */
  readonly area: number;
  /** A pixel's middle that lies in the superpixel, as near to the mean of all as there is. */
  readonly centre: readonly [x: number, y: number];
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

export interface Outlines {
  /** All outlines in one path, so that a border shared by two is stroked once. */
  readonly all: Path2D;
  /** By label. */
  readonly of: ReadonlyMap<number, Outline>;
}

/** The same object for the same label map: a run sends it many times. */
export function outlinesOf(segments: Segments): Outlines {
  let outlines = known.get(segments);
  if (!outlines) known.set(segments, (outlines = outline(segments)));
  return outlines;
}

const known = new WeakMap<Segments, Outlines>();

function outline(segments: Segments): Outlines {
  const all = new Path2D();
  const paths = new Map<number, Path2D>();
  for (const { label, points } of traceLoops(segments)) {
    let path = paths.get(label);
    if (!path) paths.set(label, (path = new Path2D()));
    addLoop(path, points);
    addLoop(all, points);
  }
  const of = new Map<number, Outline>();
  for (const [label, place] of places(segments)) of.set(label, { ...place, path: paths.get(label)! });
  return { all, of };
}

function addLoop(path: Path2D, points: readonly number[]): void {
  path.moveTo(points[0], points[1]);
  for (let i = 2; i < points.length; i += 2) path.lineTo(points[i], points[i + 1]);
  path.closePath();
}

/** A closed line around a superpixel or one of its holes: x, y, x, y, … in pixels. */
export interface Loop {
  readonly label: number;
  readonly points: readonly number[];
}

const DX = [1, 0, -1, 0]; // right, down, left, up
const DY = [0, 1, 0, -1];

/**
 * Walks along pixel edges with the superpixel at its right hand. Corners are cut from one edge's middle to the
 * next; where three or four borders meet, and in the picture's corners, the corner stays. Both neighbours of a
 * border follow the same rule, so that no gap opens between them. Parts that touch only by a corner are apart.
 */
export function traceLoops({ height, width, labels }: Segments): Loop[] {
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= width || y >= height ? -1 : labels[y * width + x];
  const walkedAbove = new Uint8Array(width * height); // every loop has an edge that lies above a pixel
  const loops: Loop[] = [];
  for (let start = 0; start < labels.length; start++) {
    const label = labels[start];
    let x = start % width;
    let y = (start - x) / width;
    if (walkedAbove[start] || at(x, y - 1) === label) continue;
    const points: number[] = [];
    let way = 0;
    do {
      if (way === 0) walkedAbove[y * width + x] = 1;
      const [endX, endY] = [x + (way < 2 ? 1 : 0), y + (way === 1 || way === 2 ? 1 : 0)];
      const [midX, midY] = [endX - DX[way] / 2, endY - DY[way] / 2];
      const kept = isKept(endX, endY);
      const before = way;
      const left = (way + 3) % 4;
      const [nextX, nextY] = [x + DX[way], y + DY[way]];
      if (at(nextX, nextY) !== label) way = (way + 1) % 4;
      else if (at(nextX + DX[left], nextY + DY[left]) !== label) [x, y] = [nextX, nextY];
      else [x, y, way] = [nextX + DX[left], nextY + DY[left], left];
      if (kept) points.push(midX, midY, endX, endY, endX + DX[way] / 2, endY + DY[way] / 2);
      else if (way !== before) points.push(midX, midY, endX + DX[way] / 2, endY + DY[way] / 2);
    } while (!(way === 0 && walkedAbove[y * width + x]));
    loops.push({ label, points });
  }
  return loops;

  function isKept(x: number, y: number): boolean {
    if ((x === 0 || x === width) && (y === 0 || y === height)) return true;
    const [a, b, c, d] = [at(x - 1, y - 1), at(x, y - 1), at(x - 1, y), at(x, y)];
    return Number(a !== b) + Number(c !== d) + Number(a !== c) + Number(b !== d) > 2;
  }
}

/** Where each superpixel lies. */
function places({ width, labels }: Segments): Map<number, Omit<Outline, "path">> {
  const sums = new Map<number, { n: number; x: number; y: number; box: [number, number, number, number] }>();
  for (let i = 0; i < labels.length; i++) {
    const x = i % width;
    const y = (i - x) / width;
    const sum = sums.get(labels[i]);
    if (!sum) {
      sums.set(labels[i], { n: 1, x, y, box: [x, y, x + 1, y + 1] });
      continue;
    }
    sum.n++;
    sum.x += x;
    sum.y += y;
    const [left, , right] = sum.box;
    if (x < left) sum.box[0] = x;
    if (x >= right) sum.box[2] = x + 1;
    sum.box[3] = y + 1;
  }
  const nearest = new Map<number, { distance: number; x: number; y: number }>();
  for (let i = 0; i < labels.length; i++) {
    const { n, x: sumX, y: sumY } = sums.get(labels[i])!;
    const x = i % width;
    const y = (i - x) / width;
    const distance = (x - sumX / n) ** 2 + (y - sumY / n) ** 2;
    if (distance < (nearest.get(labels[i])?.distance ?? Number.POSITIVE_INFINITY))
      nearest.set(labels[i], { distance, x, y });
  }
  return new Map(
    [...sums].map(
      ([
        label,
        {
          n,
          box: [left, top, right, bottom],
        },
      ]) => {
        const { x, y } = nearest.get(label)!;
        return [label, { area: n, centre: [x + 0.5, y + 0.5], box: { left, top, right, bottom } }];
      },
    ),
  );
}
