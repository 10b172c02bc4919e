/** @file `limelight summary`. */

import { modelGraph, VERSION } from "../../index.node.ts";
import type { Given } from "../options.ts";
import type { Work } from "../run.ts";
import { summaryLines } from "./report.ts";

export function summary(given: Given): Work {
  return async ({ model }) => {
    const { id: _, ...info } = model;
    return {
      done: true,
      json: { ...info, graph: modelGraph(model), versions: { limelight: VERSION } },
      lines: ["", ...summaryLines(model, { nested: "nested" in given })],
    };
  };
}
