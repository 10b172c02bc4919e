/** @file An ascent in words. */

import { LOGITS } from "../../explainers/layer.ts";
import type { AscentResult } from "../../index.node.ts";
import { closingLines, digits, STRONGEST, seconds } from "../report.ts";

export function ascentLines(result: AscentResult): string[] {
  const { pictures, layer, classes, stats } = result;
  const ranked = [...pictures].sort((a, b) => a.rank - b.rank);
  const what = (filter: number) =>
    layer === LOGITS ? `class ${filter}, ${classes[filter]}` : `filter ${filter}`;
  const width = Math.max(...ranked.slice(0, STRONGEST).map(({ filter }) => what(filter).length));
  const troubles = pictures.flatMap(({ trouble }) => (trouble === undefined ? [] : [`  ${trouble}`]));
  const dead = pictures.filter((picture) => picture.dead).map(({ filter }) => filter);
  return [
    "",
    `layer ${layer}, ${pictures.length} ${pictures.length === 1 ? "picture" : "pictures"} of ${result.height}×${result.width}×${result.channels}`,
    ...ranked
      .slice(0, STRONGEST)
      .map(
        ({ filter, activation, losses }) =>
          `  ${what(filter).padEnd(width)}  from ${digits(losses[0])} to ${digits(activation)}`,
      ),
    ...(ranked.length > STRONGEST ? [`  and ${ranked.length - STRONGEST} more`] : []),
    ...(dead.length ? [`dead: ${dead.join(", ")}`] : []),
    ...troubles,
    "",
    `${stats.done} of ${stats.total} steps in ${seconds(stats)}`,
    ...closingLines(result),
  ];
}
