import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/folder.ts";
import { someRun, someStats } from "../../../test/results.ts";
import { colourOf } from "../../images/colour-map.ts";
import { decodePicture } from "../../images/decode-node.ts";
import { readNpy } from "../../images/npy.ts";
import type { ActivationsResult } from "../../index.node.ts";
import { writeActivations } from "./files.ts";
import type { SheetOptions } from "./options.ts";
import { activationsLines } from "./report.ts";

/** Two maps of one row: 0, 1 and 2, 4. */
const result: ActivationsResult = {
  ...someRun,
  ...{ method: "activations", prediction: [0.25, 0.75], layer: "conv2d", shape: [1, 2, 2] },
  ...{ values: Float32Array.of(0, 2, 1, 4), ranked: [1, 0], stats: someStats },
  channels: [
    { mean: 0.5, min: 0, max: 1, zeros: 0.5 },
    { mean: 3, min: 2, max: 4, zeros: 0 },
  ],
};

/** The colours of the four pixels on the sheet, from left to right: tiles are 64×32 with gaps of 2. */
async function pixels(options: SheetOptions): Promise<number[][]> {
  const out = temporaryFolder();
  writeActivations(out, result, options);
  const { width, data } = await decodePicture(readFileSync(join(out, "activations.png")));
  expect(width).toBe(2 + 2 * 66);
  return [2, 65, 68, 131].map((x) => [...data.subarray(3 * (2 * width + x), 3 * (2 * width + x) + 3)]);
}

const viridis = (...shares: number[]) => shares.map((share) => colourOf("viridis", share));

test.each<[SheetOptions, number[][]]>([
  [{ normalise: "each", order: "index" }, viridis(0, 1, 0, 1)],
  [{ normalise: "all", order: "index" }, viridis(0, 0.25, 0.5, 1)],
  [{ normalise: "all", order: "ranked" }, viridis(0.5, 1, 0, 0.25)],
])("the sheet with %j", async (options, colours) => {
  expect(await pixels(options)).toEqual(colours);
});

test("the maps as an array", () => {
  const out = temporaryFolder();

  writeActivations(out, result, { normalise: "each", order: "ranked" });

  const { type, shape, data } = readNpy(readFileSync(join(out, "activations.npy")));
  expect({ type, shape, data: [...data] }).toEqual({ type: "<f4", shape: [1, 2, 2], data: [0, 2, 1, 4] });
});

test("in words: the strongest channels first, and the silent ones by number", () => {
  const silent = { ...result, channels: [{ mean: 0, min: 0, max: 0, zeros: 1 }, result.channels[1]] };

  const text = activationsLines(silent).join("\n");

  expect(text).toContain("layer conv2d: 1×2×2\n  channel 1  mean 3.00, 2.00 to 4.00, 0.0 % zeros");
  expect(text).toContain("zero everywhere, 1 of 2: 0");
});
