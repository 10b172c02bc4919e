import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { averageResult } from "../../test/fake-averages.ts";
import { limeResult, picture } from "../../test/fake-engine.ts";
import {
  activationsResult,
  ascentResult,
  confusionResult,
  histories,
  saliencyResult,
} from "../../test/fake-results.ts";
import { hasPython, runPython } from "../../test/python.ts";
import { readNpy } from "../images/npy.ts";
import * as arraysOf from "./arrays.ts";
import type { CompareResult } from "./compare.ts";
import { type Arrays, writeNpz } from "./npz.ts";

const lime = limeResult(1000, true);
const pair: CompareResult = {
  ...{ method: "compare", done: true, model: lime.model, classes: lime.classes, classIndex: 1, options: {} },
  ...{ results: [lime, { ...lime, seed: 8 }], names: ["seed 7", "seed 8"], warnings: [] },
  stats: { done: 2, total: 2, milliseconds: 0 },
};

const all: readonly (readonly [name: string, Arrays, names: readonly string[]])[] = [
  ["LIME", arraysOf.limeArrays(lime, picture), ["segments", "weights", "standard_errors", "image"]],
  [
    "saliency",
    arraysOf.saliencyArrays(saliencyResult({ labels: [1, 2] }), picture),
    ["maps", "values", "image"],
  ],
  ["filters", arraysOf.filterArrays(ascentResult(4)), ["filters", "pixels", "activations"]],
  ["feature maps", arraysOf.mapArrays(activationsResult()), ["values", "probabilities"]],
  ["confusion", arraysOf.confusionArrays(confusionResult), ["matrix", "normalised"]],
  ["curves", arraysOf.curveArrays(histories), []],
  ["mean maps", arraysOf.meanArrays(averageResult()), ["cells", "counts", "maps"]],
  ["two runs of one method", arraysOf.compareArrays(pair, picture), ["1_weights", "2_weights", "image"]],
];

describe.each(all)("the archive of %s", (_, arrays, names) => {
  test("has every array, as large as it says, and as it was", () => {
    const files = unzipSync(writeNpz(arrays));

    expect(Object.keys(files)).toEqual(expect.arrayContaining(names.map((name) => `${name}.npy`)));
    expect(Object.keys(files)).toHaveLength(Object.keys(arrays).length);
    for (const [name, { shape, data }] of Object.entries(arrays)) {
      expect(shape.reduce((a, b) => a * b, 1)).toBe(data.length);
      expect(readNpy(files[`${name}.npy`])).toMatchObject({ shape, data });
    }
  });

  test.skipIf(!hasPython("numpy"))("is read by numpy.load, without pickles", () => {
    const folder = mkdtempSync(join(tmpdir(), "npz-"));
    writeFileSync(join(folder, "a.npz"), writeNpz(arrays));
    const program =
      'import json, numpy as np; z = np.load("a.npz"); print(json.dumps({n: [z[n].shape, float(np.nansum(z[n]))] for n in z}))';

    const read = JSON.parse(runPython(["-c", program], folder)) as Record<string, [number[], number]>;

    expect(Object.keys(read).sort()).toEqual(Object.keys(arrays).sort());
    for (const [name, { shape, data }] of Object.entries(arrays)) {
      const sum = Array.from(data as Float64Array).reduce((a, b) => a + (Number.isNaN(b) ? 0 : b), 0);
      expect(read[name][0]).toEqual([...shape]);
      expect(read[name][1]).toBeCloseTo(sum, 2);
    }
  });
});
