/** @file A head's build and expression, as signed distances: below 0 inside a part, above 0 outside, in pixels, nearly. */

import type { Chance } from "./chance.ts";
import { type Expression, type Part, type Shape, shapeOf } from "./expressions.ts";

/** A distance from a place in the head's own frame: u to the right of its middle, v down. */
export type Distance = (u: number, v: number) => number;

export interface Head {
  readonly head: Distance;
  readonly hair: Distance;
  readonly nose: Distance;
  readonly lips: Distance;
  /** What shows between the lips. */
  readonly opening: Distance;
  readonly eyes: Distance;
  readonly irises: Distance;
  readonly lids: Distance;
  readonly brows: Distance;
  readonly wrinkles: Distance;
  readonly glasses: Distance;
  /** The whole area of each part. */
  readonly parts: Readonly<Record<Part, Distance>>;
}

/** Draws a head for an expression. `yaw` turns it: its features move to one side by so many pixels. */
export function head(chance: Chance, expression: Expression, yaw: number): Head {
  const shape = shapeOf(expression);
  const length = (name: keyof Shape) => chance.within(shape[name]);
  const outline = ellipse(0, 0, chance.within([15, 18]), chance.within([19, 22]), chance.within([2, 2.8]));

  const [bend, open, width] = [length("bend"), length("open"), length("width")];
  const skew = length("skew") * (chance.happens(0.5) ? 1 : -1);
  const mouthAt = [yaw, chance.within([9.5, 11.5])] as const;
  const opening = arc(mouthAt, width, bend, skew, open);
  const lip = chance.within([0.7, 1.2]);
  const lips: Distance = (u, v) => opening(u, v) - lip;

  const apart = chance.within([6, 7.6]);
  const eyeLevel = chance.within([-4, -2.5]);
  const wide = length("wide");
  const gaze = chance.within([-1, 1]);
  const eyeSize = chance.within([3, 3.8]);
  const eyes = pair(apart, yaw, ellipse(0, eyeLevel, eyeSize, wide, 2));
  const irises: Distance = (u, v) =>
    Math.max(pair(apart, yaw + gaze, ellipse(0, eyeLevel, 1.6, 1.6, 2))(u, v), eyes(u, v));
  const lids: Distance = (u, v) => (v < eyeLevel ? Math.abs(eyes(u, v)) - 0.45 : FAR);

  const browLevel = chance.within([-9.6, -8.4]) - length("raise");
  const [slant, arch, half] = [length("slant"), chance.within([0.2, 1]), chance.within([3.4, 4.4])];
  const thick = chance.within([0.7, 1.3]);
  const brow = arc([0, browLevel], half, -arch, -slant, 0);
  const brows: Distance = (u, v) => pair(apart, yaw, brow)(u, v) - thick;

  const forehead = ellipse(yaw / 2, -14, 9, 2.6, 2);
  const lines = Math.floor(chance.within([0, 3])); // two in three heads have some
  const wrinkles: Distance = (u, v) => {
    if (lines === 0 || Math.abs(u - yaw / 2) > 7) return FAR;
    return Math.min(...[-15, -13].slice(0, lines).map((level) => Math.abs(v - level) - 0.3));
  };

  const hairline = chance.within([-18, -15.5]);
  const fringe = chance.within([-3, 3]);
  const hair: Distance = (u, v) => Math.max(outline(u, v) - 1, v - hairline - fringe * Math.sin(u / 5) * 0.5);
  const nose = segment([yaw * 1.3, -2], [yaw * 1.6 + chance.within([-0.6, 0.6]), 4.5], 0.5);
  const wears = chance.happens(0.12);
  const rims = pair(apart, yaw, ellipse(0, eyeLevel, 5.2, 4.4, 2.6));
  const glasses: Distance = (u, v) => (wears ? Math.abs(rims(u, v)) - 0.4 : FAR);

  const parts = { mouth: lips, eyes, brows, forehead };
  return { head: outline, hair, nose, lips, opening, eyes, irises, lids, brows, wrinkles, glasses, parts };
}

const FAR = 100;

/** A superellipse: an ellipse for exponent 2, the squarer the higher. */
function ellipse(
  atU: number,
  atV: number,
  halfWidth: number,
  halfHeight: number,
  exponent: number,
): Distance {
  return (u, v) => {
    const [x, y] = [Math.abs((u - atU) / halfWidth), Math.abs((v - atV) / halfHeight)];
    const radius = (x ** exponent + y ** exponent) ** (1 / exponent);
    return (radius - 1) * Math.min(halfWidth, halfHeight);
  };
}

/**
 * What lies between two arcs that meet in their corners: a line where `open` is 0. The corners are `bend` above the middle;
 * `skew` puts the left one above the right one.
 */
function arc(
  [atU, atV]: readonly [number, number],
  half: number,
  bend: number,
  skew: number,
  open: number,
): Distance {
  return (u, v) => {
    const t = Math.max(-1, Math.min(1, (u - atU) / half));
    const middle = atV + bend * (0.5 - t * t) + (skew / 2) * t;
    const steep = (-2 * bend * t + skew / 2) / half;
    const along = (Math.abs(v - middle) - open * Math.sqrt(1 - t * t)) / Math.hypot(1, steep);
    const beyond = Math.abs(u - atU) - half;
    return beyond > 0 ? Math.hypot(beyond, along) : along;
  };
}

/** The same shape on both sides, mirrored: a positive u leads outward. */
const pair =
  (apart: number, yaw: number, shape: Distance): Distance =>
  (u, v) =>
    shape(Math.abs(u - yaw) - apart, v);

function segment([u0, v0]: readonly number[], [u1, v1]: readonly number[], half: number): Distance {
  const [du, dv] = [u1 - u0, v1 - v0];
  return (u, v) => {
    const t = Math.max(0, Math.min(1, ((u - u0) * du + (v - v0) * dv) / (du * du + dv * dv)));
    return Math.hypot(u - u0 - t * du, v - v0 - t * dv) - half;
  };
}
