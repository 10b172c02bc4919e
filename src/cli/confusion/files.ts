/** @file A confusion matrix in files. */

import {
  type ConfusionResult,
  confusionCsv,
  confusionSvg,
  metricsCsv,
  reliabilitySvg,
} from "../../index.node.ts";
import { openFolder } from "../folder.ts";
import { resultText } from "../json.ts";

export function writeConfusion(folder: string, result: ConfusionResult): void {
  const save = openFolder(folder);
  const text = (name: string, content: string) => save(name, new TextEncoder().encode(content));
  text("confusion.csv", confusionCsv(result));
  text("confusion.svg", confusionSvg(result));
  text("confusion.json", resultText(result));
  text("metrics.csv", metricsCsv(result));
  text("reliability.svg", reliabilitySvg(result));
}
