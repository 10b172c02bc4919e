/** @file An attribution in words. */

import type { Attribution, SaliencyResult } from "../../index.node.ts";
import { closingLines, digits, percent, seconds } from "../report.ts";
import { classesOf } from "./files.ts";

export function saliencyLines(result: SaliencyResult): string[] {
  const { method, classes, prediction, attributions, layer, options, stats } = result;
  return [
    ...classesOf(result).flatMap((index) => [
      "",
      `${classes[index]} (class ${index}, ${percent(prediction[index]).trim()})`,
      `  ${method} of its ${options.score ?? "score"}, which is ${digits(attributions[index].score)}`,
      ...mapLines(attributions[index], result.size),
    ]),
    "",
    ...(layer === undefined ? [] : [`of the layer ${layer}`]),
    `pictures through the model: ${stats.done} of ${stats.total}, in ${seconds(stats)}`,
    ...closingLines(result),
  ];
}

function mapLines(attribution: Attribution, [, width]: SaliencyResult["size"]): string[] {
  const { map, range, completeness, trouble } = attribution;
  let at = 0;
  for (let i = 1; i < map.length; i++) if (Math.abs(map[i]) > Math.abs(map[at])) at = i;
  return [
    trouble
      ? `  ${trouble}`
      : `  strongest ${digits(map[at])} at row ${Math.floor(at / width)}, column ${at % width}; shown from ${range.map(digits).join(" to ")}`,
    ...(completeness ? [completenessLine(completeness)] : []),
  ];
}

const completenessLine = ({ sum, difference, gap }: NonNullable<Attribution["completeness"]>): string =>
  `  it adds up to ${digits(sum)} of ${digits(difference)}, the score less that of the baseline: a gap of ${percent(gap).trim()}`;
