/** @file The scores of many faces as a table. */

import { EXPRESSIONS, TOLD_BY } from "./expressions.ts";
import type { FaceScore } from "./score.ts";

/** The means over some faces. */
export function means(scores: readonly FaceScore[]) {
  const mean = (of: (score: FaceScore) => number | boolean) =>
    scores.reduce((sum, score) => sum + Number(of(score)), 0) / scores.length;
  return {
    hit: mean(({ hit }) => hit),
    control: mean(({ control }) => control),
    chance: mean(({ chance }) => chance),
    mass: mean(({ mass }) => mass),
    area: mean(({ area }) => area),
  };
}

/** A Markdown table: all faces, then those of each expression. */
export function report(scores: readonly FaceScore[]): string {
  const row = (name: string, told: string, some: readonly FaceScore[]) => {
    const { hit, control, chance, mass, area } = means(some);
    const figures = [hit, control, chance, mass, area].map((value) => `${(100 * value).toFixed(0)} %`);
    return `| ${[name, told, some.length, ...figures].join(" | ")} |`;
  };
  return [
    "| face | told by | faces | pointing game | random control | chance | mass on it | its share of the head |",
    "|---|---|---|---|---|---|---|---|",
    row("all", "", scores),
    ...EXPRESSIONS.map((name) => ({ name, some: scores.filter(({ expression }) => expression === name) }))
      .filter(({ some }) => some.length > 0)
      .map(({ name, some }) => row(name, TOLD_BY[name].join(", "), some)),
  ].join("\n");
}
