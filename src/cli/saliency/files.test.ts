import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/folder.ts";
import { someRun, someStats } from "../../../test/results.ts";
import { decodePicture } from "../../images/decode-node.ts";
import { readNpy } from "../../images/npy.ts";
import type { Picture } from "../../images/picture.ts";
import type { Attribution, SaliencyResult } from "../../index.node.ts";
import { writeSaliency } from "./files.ts";
import { saliencyLines } from "./report.ts";

const picture: Picture = {
  ...{ height: 4, width: 6, channels: 1, range: [0, 255] },
  data: new Uint8Array(24).fill(100),
};

/** Values are `first`, `first` + 1, … */
const attribution = (first: number, more: Partial<Attribution> = {}): Attribution => ({
  shape: [2, 3, 2],
  values: Float32Array.from({ length: 12 }, (_, i) => first + i),
  map: Float32Array.of(0, 0, 0, 0.25, 3, 1),
  ...{ signed: false, range: [0, 3], score: 1.5, ...more },
});

const result = (attributions: SaliencyResult["attributions"], labels: readonly number[]): SaliencyResult => ({
  ...someRun,
  ...{ method: "gradient", size: [2, 3], prediction: [0.25, 0.75], options: { labels, score: "logit" } },
  ...{ attributions, stats: someStats },
});

const folder = () => join(temporaryFolder(), "new");
const array = (path: string, name: string) => readNpy(readFileSync(join(path, name)));

test("one class: three pictures of the picture's size, the map, and the values as they were computed", async () => {
  const out = folder();

  writeSaliency(out, picture, result({ 1: attribution(-3) }, [1]), 0.5);

  const views = ["heat", "jet", "masked"].map((view) => `1-happy-glad-${view}.png`);
  expect(readdirSync(out).sort()).toEqual([...views, "1-happy-glad-map.npy", "gradient.npy"].sort());
  for (const view of views)
    expect(await decodePicture(readFileSync(join(out, view)))).toMatchObject({ height: 4, width: 6 });
  expect(array(out, "1-happy-glad-map.npy").shape).toEqual([2, 3]);
  expect(array(out, "gradient.npy")).toMatchObject({ type: "<f4", shape: [2, 3, 2] });
  expect([...array(out, "gradient.npy").data].slice(0, 4)).toEqual([-3, -2, -1, 0]);
});

test("several classes: their values one after another, in the order asked", () => {
  const out = folder();

  writeSaliency(out, picture, result({ 0: attribution(0), 1: attribution(100) }, [1, 0]), 0.5);

  const { shape, data } = array(out, "gradient.npy");
  expect(shape).toEqual([2, 2, 3, 2]);
  expect([data[0], data[12]]).toEqual([100, 0]);
});

test("in words: the score, where the map is strongest, the gap, and what is wrong", () => {
  const completeness = { sum: 1.9, difference: 2, gap: 0.05 };
  const trouble = "the gradient is zero everywhere";
  const found = { 1: attribution(0, { completeness }), 0: attribution(0, { trouble }) };

  const text = saliencyLines({ ...result(found, [1, 0]), done: false, warnings: ["odd"] }).join("\n");

  expect(text).toContain("happy / glad (class 1, 75.0 %)\n  gradient of its logit, which is 1.50");
  expect(text).toContain("strongest 3.00 at row 1, column 1; shown from 0.00 to 3.00");
  expect(text).toContain("adds up to 1.90 of 2.00, the score less that of the baseline: a gap of 5.0 %");
  expect(text).toContain(
    "sad (class 0, 25.0 %)\n  gradient of its logit, which is 1.50\n  the gradient is zero",
  );
  expect(text).toContain("pictures through the model: 2 of 2, in 0.1 s\nstopped early");
  expect(text).toContain("warning: odd");
});
