/** @file The number that is explained: of a class its logit, its probability, or the loss with it as the target. */

import type { GraphBuilder, Value } from "../graph/graph.ts";
import { multiply, subtract } from "../kernels/ops/binary.ts";
import type { AppliedModel } from "../models/model.ts";
import type { Seeded } from "../passes/gradient.ts";
import type { Score } from "./saliency-options.ts";

/**
 * Adds what a gradient of the score starts from. `chosen` [classes] is 1 for the explained class of each sample and 0
 * for the others, or a weight for each. The loss is −log p, whose slope by the logits is p − chosen (softmax), or that
 * of the class alone (sigmoid).
 */
export function scoreSeed(
  g: GraphBuilder,
  { scores, logits, exclusive }: AppliedModel,
  score: Score,
  chosen: Value,
): Seeded {
  if (score === "softmax") return { of: scores, seed: chosen };
  if (score === "logit") return { of: logits, seed: chosen };
  const slope = subtract(g, scores, chosen);
  return { of: logits, seed: exclusive ? slope : multiply(g, slope, chosen) };
}

/** The value from which the score of a class is read, and how. */
export function scoreValue(
  { scores, logits }: AppliedModel,
  score: Score,
): { readonly value: Value; read(number: number): number } {
  if (score === "logit") return { value: logits, read: (z) => z };
  return { value: scores, read: score === "softmax" ? (p) => p : (p) => -Math.log(Math.max(p, 1e-38)) };
}
