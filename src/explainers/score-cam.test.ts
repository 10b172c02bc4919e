import { expect, test } from "vitest";
import { lastFound, means, setupOf } from "../../test/attribution.ts";
import { testBackend } from "../../test/device.ts";
import { describeGolden, goldenBytes, goldenJson } from "../../test/golden.ts";
import { expectClose, random } from "../../test/ops.ts";
import { testWasm } from "../../test/wasm.ts";
import { readNpy } from "../images/npy.ts";
import { openModel } from "../models/open.ts";
import type { Score } from "./saliency-options.ts";
import type { SaliencySetup } from "./saliency-setup.ts";
import { scoreCam } from "./score-cam.ts";

const [H, W] = means.inputShape;

test.each<[Score, on: string, open: typeof testBackend]>([
  ["softmax", "WebGPU", testBackend],
  ["logit", "WebGPU", testBackend],
  ["softmax", "wasm", testWasm],
])("weighs each map by what the picture gains where it lets it through: %s on %s", async (score, _, open) => {
  const setup = await setupOf({ backend: await open(), classes: [2, 0, 1], score });

  const found = await lastFound(scoreCam, setup);

  expect(found).toMatchObject({ shape: [3, 4, 1], layer: "pool", done: 5, total: 5 });
  for (const [k, channel] of setup.classes.entries()) {
    const gains = weightsOf(setup, channel);
    const weights = score === "logit" ? softmax(gains.map((v) => 2 * v)) : gains;
    const maps = mapsOf(setup.input);
    const expected = maps[0].map((_, p) => maps.reduce((sum, map, c) => sum + weights[c] * map[p], 0));
    expectClose(found.values[k], expected, { atol: 1e-5 });
  }
});

test("a map of one number everywhere takes no part", async () => {
  const input = random(H * W * 3, 1).map((value, i) => (i % 3 === 1 ? 0.5 : value));
  const setup = await setupOf({ input, classes: [1] });

  const { values, total } = await lastFound(scoreCam, setup);

  expect(total).toBe(4); // the whole picture, none of it, and two maps
  const weights = weightsOf(setup, 1);
  const maps = mapsOf(input);
  const expected = maps[0].map((_, p) => weights[0] * maps[0][p] + weights[2] * maps[2][p]);
  expectClose(values[0], expected, { atol: 1e-5 });
});

test("where no map varies there is nothing to tell", async () => {
  const { values, done, total } = await lastFound(
    scoreCam,
    await setupOf({ input: new Float32Array(H * W * 3) }),
  );

  expect([done, total]).toEqual([2, 2]);
  expect(values.map((map) => [...map])).toEqual(Array(3).fill(Array(12).fill(0)));
});

test("the first result rests on a map", async () => {
  const done: number[] = [];
  for await (const found of scoreCam(await setupOf({ options: { batch: 1 } }))) done.push(found.done);

  expect(done).toEqual([3, 4, 5]);
});

test("says which layer has no maps", async () => {
  const setup = await setupOf({ options: { layer: "logits" } });

  await expect(lastFound(scoreCam, setup)).rejects.toMatchObject({
    code: "bad-option",
    message: expect.stringContaining("layer 'logits' answers [3]; a class activation map needs a height"),
  });
});

describeGolden("a face", () => {
  test("another layer by name, all classes in one run, the same on WebGPU and on wasm", async () => {
    const file = "report_small_trained.h5";
    const { black_baseline } = goldenJson("attribution/report_small_trained/meta.json");
    const all = readNpy(goldenBytes("attribution/report_small_trained/input.npy")).data;
    const setup = await setupOf({
      model: await openModel([{ name: file, bytes: goldenBytes(`models/${file}`) }], { range: [0, 1] }),
      input: (all as Float32Array<ArrayBuffer>).slice(0, 2304),
      baseline: new Float32Array(2304).fill(black_baseline),
      classes: [...Array(7).keys()],
      options: { layer: "conv2d_1" },
    });
    const webgpu = await lastFound(scoreCam, setup);
    const wasm = await lastFound(scoreCam, { ...setup, backend: await testWasm() });

    expect(webgpu.layer).toBe("conv2d_1");
    for (const [k, map] of webgpu.values.entries()) {
      const most = map.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      expect(most).toBeGreaterThan(0);
      expectClose(map, wasm.values[k], { atol: 1e-3 * most, rtol: 0 });
    }
  });
});

/** The means of squares of 2 x 2 pixels, for each channel [3, 4]. */
const mapsOf = (input: Float32Array): Float32Array[] =>
  [0, 1, 2].map((c) =>
    Float32Array.from({ length: 12 }, (_, i) => {
      const corner = 2 * Math.floor(i / 4) * W + 2 * (i % 4);
      const square = [corner, corner + 1, corner + W, corner + W + 1];
      return square.reduce((sum, p) => sum + input[p * 3 + c], 0) / 4;
    }),
  );

/** For each map, what the mean of a channel gains over that of the baseline; 0 where the map is one number everywhere. */
function weightsOf({ input, baseline }: SaliencySetup, channel: number): number[] {
  return mapsOf(input).map((map) => {
    const large = Array.from({ length: H * W }, (_, p) => stretchedAt(map, Math.floor(p / W), p % W));
    const [least, most] = [Math.min(...large), Math.max(...large)];
    if (most - least < 1e-6) return 0;
    const gains = large.map((value, p) => {
      const mask = (value - least) / (most - least);
      return mask * (input[p * 3 + channel] - baseline[p * 3 + channel]);
    });
    return gains.reduce((a, b) => a + b, 0) / gains.length;
  });
}

/** A map [3, 4] at twice its size, with straight lines between the middles of its pixels. */
function stretchedAt(map: Float32Array, y: number, x: number): number {
  const weight = (at: number, i: number, n: number) =>
    Math.max(0, 1 - Math.abs(Math.min(n - 1, Math.max(0, (at + 0.5) / 2 - 0.5)) - i));
  return map.reduce(
    (sum, value, i) => sum + value * weight(y, Math.floor(i / 4), 3) * weight(x, i % 4, 4),
    0,
  );
}

function softmax(numbers: readonly number[]): number[] {
  const exponentials = numbers.map(Math.exp);
  return exponentials.map((v) => v / exponentials.reduce((a, b) => a + b, 0));
}
