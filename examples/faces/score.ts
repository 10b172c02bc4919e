/** @file Scores LIME on faces of which we know what tells their expression: the pointing game, and relevance mass. */

import type { Engine, ModelInfo } from "../../src/index.node.ts";
import { RandomState } from "../../src/random/random-state.ts";
import { EXPRESSIONS, type Expression, TOLD_BY } from "./expressions.ts";
import { drawFace, type Face, SIDE } from "./face.ts";
import { expressionOf } from "./sets.ts";

/** How LIME is asked, in all scores. */
export const LIME = {
  samples: 1000,
  seed: 0,
  segmentation: { algorithm: "slic", n_segments: 100, start_label: 0 },
} as const;

/** What was found on one face, about its true class. */
export interface FaceScore {
  readonly expression: Expression;
  /** Whether the superpixel of the highest weight lies on what tells the expression: at least half of its pixels do. */
  readonly hit: boolean;
  /** Whether a superpixel drawn from those that lie on the head does: at least half of their pixels. */
  readonly control: boolean;
  /** Of the superpixels that lie on the head, how many lie on what tells the expression. */
  readonly chance: number;
  /** Of the sum of all weights above 0, what lies on it; a superpixel's weight is spread evenly over its pixels. */
  readonly mass: number;
  /** What share of the head it is: the mass of a map that says nothing. */
  readonly area: number;
}

/** Explains these faces by their true class. The random control has a seed of its own for each face. */
export async function* scoreFaces(
  engine: Engine,
  model: ModelInfo,
  numbers: readonly number[],
  options: typeof LIME | { readonly samples: number } = LIME,
): AsyncGenerator<FaceScore, void> {
  for (const number of numbers) {
    const face = drawFace(expressionOf(number), number);
    const classIndex = EXPRESSIONS.indexOf(face.expression);
    const picture = { height: SIDE, width: SIDE, channels: 1, data: face.pixels, range: [0, 255] } as const;
    for await (const result of engine.lime(model, picture, { ...LIME, ...options, labels: [classIndex] }))
      if (result.done)
        yield scoreFace(
          face,
          result.segments,
          result.explanations[classIndex].weights,
          new RandomState(number),
        );
  }
}

/** The score of one explanation: `weights` are pairs of superpixel and weight, each superpixel once. */
export function scoreFace(
  face: Face,
  segments: { readonly labels: ArrayLike<number>; readonly count: number },
  weights: readonly (readonly [segment: number, weight: number])[],
  random: Pick<RandomState, "randint">,
): FaceScore {
  const telling = face.head.map((_, i) =>
    Number(TOLD_BY[face.expression].some((part) => face.masks[part][i])),
  );
  const onTelling = shares(segments, telling);
  const onHead = [...shares(segments, face.head).entries()].filter(([, share]) => share >= 0.5);
  const lies = (segment: number) => onTelling[segment] >= 0.5;

  const [highest] = weights.reduce((best, next) => (next[1] > best[1] ? next : best));
  const raising = weights.filter(([, weight]) => weight > 0);
  const total = raising.reduce((sum, [, weight]) => sum + weight, 0);
  const within = raising.reduce((sum, [segment, weight]) => sum + weight * onTelling[segment], 0);
  return {
    expression: face.expression,
    hit: lies(highest),
    control: lies(onHead[random.randint(onHead.length)][0]),
    chance: onHead.filter(([segment]) => lies(segment)).length / onHead.length,
    mass: total > 0 ? within / total : 0,
    area: sum(telling) / sum(face.head),
  };
}

/** Of each superpixel, what share of its pixels are ones in the mask. */
function shares(
  { labels, count }: { readonly labels: ArrayLike<number>; readonly count: number },
  mask: Uint8Array,
): Float64Array {
  const [inside, all] = [new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < mask.length; i++) {
    all[labels[i]]++;
    inside[labels[i]] += mask[i];
  }
  return inside.map((pixels, segment) => pixels / all[segment]);
}

const sum = (mask: Uint8Array): number => mask.reduce((total, value) => total + value, 0);
