import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/folder.ts";
import { someRun, someStats } from "../../../test/results.ts";
import { decodePicture } from "../../images/decode-node.ts";
import { readNpy } from "../../images/npy.ts";
import type { AscentResult, FilterPicture } from "../../index.node.ts";
import { jsonText } from "../json.ts";
import { ascentJson, writeAscent } from "./files.ts";
import { ascentLines } from "./report.ts";

const grown = (filter: number, rank: number, losses: number[], more: Partial<FilterPicture> = {}) => ({
  ...{ filter, rank, losses: Float32Array.from(losses), activation: losses.at(-1)!, dead: false },
  pixels: new Uint8Array(6).fill(10 * filter),
  ...more,
});

const result = (pictures: FilterPicture[], more: Partial<AscentResult> = {}): AscentResult => ({
  ...someRun,
  ...{ method: "ascent", layer: "conv2d", options: { steps: 2 }, height: 2, width: 3, channels: 1, pictures },
  ...{ stats: someStats, ...more },
});

const folder = () => join(temporaryFolder(), "new");
const array = (path: string, name: string) => readNpy(readFileSync(join(path, name)));

test("a sheet, a picture for each filter, the values and the curves", async () => {
  const out = folder();
  const values = Float32Array.from({ length: 12 }, (_, i) => i);

  writeAscent(out, result([grown(3, 1, [0, 1, 2]), grown(5, 0, [0, 2, 4])], { values }));

  expect(readdirSync(out).sort()).toEqual(
    ["ascent.npy", "ascent.png", "filter-3.png", "filter-5.png", "losses.npy"].sort(),
  );
  const picture = await decodePicture(readFileSync(join(out, "filter-5.png")));
  expect([picture.height, picture.width, [...picture.data]]).toEqual([2, 3, new Array(6).fill(50)]);
  expect(array(out, "ascent.npy")).toMatchObject({ type: "<f4", shape: [2, 2, 3, 1] });
  expect(array(out, "losses.npy").shape).toEqual([2, 3]);
  expect([...array(out, "losses.npy").data]).toEqual([0, 1, 2, 0, 2, 4]);
});

test("a stopped run has no values, and no number for steps that were not taken", () => {
  const out = folder();

  writeAscent(out, result([grown(0, 0, [0, 1, 2]), grown(1, 1, [0])], { done: false }));

  expect(readdirSync(out)).not.toContain("ascent.npy");
  expect([...array(out, "losses.npy").data]).toEqual([0, 1, 2, 0, Number.NaN, Number.NaN]);
});

test("pictures of one filter, and of classes, have names of their own", () => {
  const [filters, classes] = [folder(), folder()];

  writeAscent(filters, result([grown(5, 0, [0]), grown(5, 1, [0])]));
  writeAscent(classes, result([grown(1, 0, [0])], { layer: "logits" }));

  expect(readdirSync(filters)).toEqual(expect.arrayContaining(["filter-5.png", "filter-5-2.png"]));
  expect(readdirSync(classes)).toContain("class-1-happy-glad.png");
});

test("JSON has pictures and curves, and no raw values", () => {
  const values = new Float32Array(6);

  const json = JSON.parse(jsonText(ascentJson(result([grown(2, 0, [0, 1])], { values }))));

  expect(json.values).toBe(undefined);
  expect(json).toMatchObject({ method: "ascent", seed: 7, layer: "conv2d", options: { steps: 2 } });
  expect(json.pictures[0]).toMatchObject({
    filter: 2,
    pixels: new Array(6).fill(20),
    losses: [0, 1],
    rank: 0,
  });
});

test("in words: the strongest first, and dead filters by name", () => {
  const dead = grown(7, 2, [0, 0], { dead: true, trouble: "filter 7 is dead: its ReLU passes nothing" });
  const pictures = [grown(3, 1, [0.5, 1]), grown(12, 0, [0.5, 2]), dead];

  const text = ascentLines(result(pictures)).join("\n");

  expect(text).toContain("layer conv2d, 3 pictures of 2×3×1\n  filter 12  from 0.500 to 2.00\n  filter 3 ");
  expect(text).toContain("dead: 7\n  filter 7 is dead: its ReLU passes nothing");
  expect(text).toContain("2 of 2 steps");
});

test("classes are called by their names", () => {
  const text = ascentLines(result([grown(1, 0, [0.5, 2])], { layer: "logits" })).join("\n");

  expect(text).toContain("1 picture of");
  expect(text).toContain("  class 1, happy / glad  from 0.500 to 2.00");
});
