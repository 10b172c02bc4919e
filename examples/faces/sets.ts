/** @file The faces that are trained on, watched while training, and held out: by number, none in two sets. */

import { EXPRESSIONS, type Expression } from "./expressions.ts";

/** Faces from one number on, one expression after the other. A face's number is its seed. */
export interface FaceSet {
  readonly from: number;
  readonly count: number;
}

export const SETS = {
  training: { from: 0, count: 14_000 },
  /** Looked at after each epoch, and what everything that can be chosen is chosen by. */
  validation: { from: 1_000_000, count: 1_400 },
  /** Looked at once, when all was chosen. The first of them come with the demo. */
  heldOut: { from: 2_000_000, count: 1_400 },
} as const satisfies Record<string, FaceSet>;

/** Of the faces held out, those that are in `held-out.zip`. */
export const BUNDLED: FaceSet = { from: SETS.heldOut.from, count: 210 };

export const numbersOf = ({ from, count }: FaceSet): number[] =>
  Array.from({ length: count }, (_, i) => from + i);

/** Its own expression of each number: those of a set take turns. */
export const expressionOf = (number: number): Expression => EXPRESSIONS[number % EXPRESSIONS.length];
