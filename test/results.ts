/** @file What is the same in every made-up result. */

import type { RunInfo, RunStats } from "../src/explainers/run-info.ts";

/** A finished run of a model of two classes, "sad" and "happy / glad". */
export const someRun: RunInfo = {
  ...{ done: true, model: "m", classes: ["sad", "happy / glad"] },
  preprocessing: { channels: "gray", range: [0, 1], resize: "stretch" },
  ...{
    options: {},
    seed: 7,
    versions: { limelight: "0" },
    backend: "cpu",
    adapter: "",
    precision: "f32",
    warnings: [],
  },
};

export const someStats: RunStats = {
  ...{ done: 2, total: 2, batch: 1, milliseconds: 100, multiplyAdds: 0, dispatches: 0, submits: 0 },
  ...{ readBacks: 0, bytesRead: 0, bytesWritten: 0, peakBufferBytes: 0 },
};
