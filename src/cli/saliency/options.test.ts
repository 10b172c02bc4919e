import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/folder.ts";
import { EngineError } from "../../errors.ts";
import { SALIENCY_METHODS } from "../../explainers/saliency-options.ts";
import { writeNpy } from "../../images/npy.ts";
import { baselinePicture, saliencyOptions, thresholdOf } from "./options.ts";

test("words become the engine's options", () => {
  const given = {
    ...{ method: "integrated-gradients", top: "2", score: "cross-entropy", layer: "conv2d_1", samples: "10" },
    ...{ noise: "0.1", seed: "7", baseline: "blur", steps: "20", rule: "trapezoid", completeness: "0.01" },
    ...{ window: "8", stride: "4", cells: "5", keep: "0.25", reduce: "signed", batch: "16" },
  };

  expect(saliencyOptions(given)).toEqual({
    ...{ method: "integrated-gradients", top: 2, score: "cross-entropy", layer: "conv2d_1", samples: 10 },
    ...{ noise: 0.1, seed: 7, baseline: "blur", steps: 20, rule: "trapezoid", completeness: 0.01 },
    ...{ window: 8, stride: 4, cells: 5, keep: 0.25, reduce: "signed", batch: 16 },
  });
});

test("what is not given is left to the engine, but for the method", () => {
  expect(saliencyOptions({})).toEqual({ method: "gradient" });
});

test.each(SALIENCY_METHODS)("has the method %s", (method) => {
  expect(saliencyOptions({ method })).toEqual({ method });
});

test("a baseline in the picture's own units", () => {
  expect(saliencyOptions({ baseline: "-0.5" })).toMatchObject({ baseline: -0.5 });
});

test("a baseline from a file: an array is read at once, a picture when the model is known", () => {
  const folder = temporaryFolder();
  const [array, picture] = ["none.npy", "none.png"].map((name) => join(folder, name));
  writeFileSync(array, writeNpy([1, 2], Float64Array.of(0.5, -1)));
  writeFileSync(picture, "");

  expect(saliencyOptions({ baseline: array }).baseline).toEqual({
    shape: [1, 2, 1],
    data: Float32Array.of(0.5, -1),
  });
  expect([saliencyOptions({ baseline: picture }).baseline, baselinePicture({ baseline: picture })]).toEqual([
    undefined,
    picture,
  ]);
  for (const baseline of [array, "black", "-1"]) expect(baselinePicture({ baseline })).toBe(undefined);
});

test.each([
  [{}, 0.5],
  [{ threshold: "0" }, 0],
  [{ threshold: "0.8" }, 0.8],
])("threshold of %j", (given, threshold) => {
  expect(thresholdOf(given)).toBe(threshold);
});

test.each<[Record<string, string>, string]>([
  [{ method: "gradcam" }, "; did you mean grad-cam?"],
  [{ score: "probability" }, "--score is 'probability'; it takes softmax, logit, cross-entropy"],
  [{ rule: "simpson" }, "--rule is 'simpson'; it takes gauss-legendre, trapezoid, middle, left, right, pair"],
  [{ reduce: "l2" }, "--reduce is 'l2'; it takes max, sum, mean, signed"],
  [{ baseline: "grey" }, "--baseline is 'grey'; it takes black, white, mean, blur, a number or a file"],
  [{ baseline: import.meta.filename.replace(/options.test.ts$/, "files.npy") }, "a file that is there"],
  [{ steps: "many" }, "--steps is 'many'; it takes a number"],
  [{ class: "3", top: "2" }, "--class and --top exclude each other"],
])("refuses %j", (given, says) => {
  expect(() => saliencyOptions(given)).toThrow(says);
  expect(() => saliencyOptions(given)).toThrow(EngineError);
});

test.each(["-0.1", "1.1", "half"])("refuses the threshold %s", (threshold) => {
  expect(() => thresholdOf({ threshold })).toThrow(`--threshold is '${threshold}'; it takes a number`);
});
