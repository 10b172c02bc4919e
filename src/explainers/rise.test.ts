import { expect, test } from "vitest";
import { lastFound, means, setupOf } from "../../test/attribution.ts";
import { testBackend } from "../../test/device.ts";
import { expectClose } from "../../test/ops.ts";
import { testWasm } from "../../test/wasm.ts";
import { RandomState } from "../random/random-state.ts";
import { rise } from "./rise.ts";
import type { SaliencySetup } from "./saliency-setup.ts";

const [H, W] = means.inputShape;
type Settings = Required<Record<"samples" | "cells" | "keep" | "seed", number>>;

test.each<[name: string, Settings, open: typeof testBackend]>([
  ["WebGPU, cells that fit", { samples: 30, cells: 2, keep: 0.5, seed: 1 }, testBackend],
  ["WebGPU, cells that do not fit", { samples: 30, cells: 5, keep: 0.3, seed: 2 }, testBackend],
  ["WebGPU, one cell", { samples: 5, cells: 1, keep: 0.8, seed: 3 }, testBackend],
  ["wasm", { samples: 30, cells: 3, keep: 0.5, seed: 4 }, testWasm],
])("is the sum of masks times scores over the masks that are expected: %s", async (_, options, open) => {
  const setup = await setupOf({ backend: await open(), classes: [2, 0], options });

  const { shape, values, scores } = await lastFound(rise, setup);

  expect(shape).toEqual([H, W, 1]);
  const masks = masksOf(options);
  for (const [k, channel] of setup.classes.entries()) {
    expect(scores[k]).toBeCloseTo(scoreOf(setup, channel, new Float64Array(H * W).fill(1)), 5);
    const expected = new Float32Array(H * W);
    for (const mask of masks) {
      const share = scoreOf(setup, channel, mask) / (options.samples * options.keep);
      for (const [p, m] of mask.entries()) expected[p] += share * m;
    }
    expectClose(values[k], expected, { atol: 1e-6, rtol: 1e-4 });
  }
});

test("defaults: 2000 masks of 7 x 7 cells, half of them kept", async () => {
  const setup = await setupOf();
  const { values, total } = await lastFound(rise, setup);

  expect(total).toBe(2001);
  const same = await lastFound(rise, {
    ...setup,
    options: { samples: 2000, cells: 7, keep: 0.5, seed: 0, batch: 200 },
  });
  expect(values).toEqual(same.values);
});

test("points at the pixels that a class looks at, as finely as its cells", async () => {
  const [input, baseline] = [new Float32Array(H * W * 3), new Float32Array(H * W * 3)];
  const lit = [1 * W + 1, 4 * W + 6];
  for (const [channel, p] of lit.entries()) input[p * 3 + channel] = 1;
  const options = { samples: 400, cells: 4, seed: 5 };

  const { values } = await lastFound(rise, await setupOf({ input, baseline, classes: [0, 1], options }));

  for (const [k, map] of values.entries()) {
    const strongest = map.indexOf(Math.max(...map));
    expect(Math.abs(Math.floor(strongest / W) - Math.floor(lit[k] / W))).toBeLessThanOrEqual(1);
    expect(Math.abs((strongest % W) - (lit[k] % W))).toBeLessThanOrEqual(1);
  }
});

test("the first result rests on a mask", async () => {
  const setup = await setupOf({ options: { samples: 3, batch: 1 } });
  const done: number[] = [];
  for await (const found of rise(setup)) {
    done.push(found.done);
    expect(found.values.every((map) => map.every(Number.isFinite))).toBe(true);
  }

  expect(done).toEqual([2, 3, 4]);
});

test("another seed, another result", async () => {
  const [one, two] = [1, 2].map(async (seed) =>
    lastFound(rise, await setupOf({ options: { samples: 20, seed } })),
  );

  expect((await one).values).not.toEqual((await two).values);
});

/** The mean of a channel of the faded picture. */
function scoreOf({ input, baseline }: SaliencySetup, channel: number, mask: Float64Array): number {
  let sum = 0;
  for (const [p, m] of mask.entries()) {
    const [x, b] = [input[p * 3 + channel], baseline[p * 3 + channel]];
    sum += b + m * (x - b);
  }
  return sum / mask.length;
}

/** The masks as the paper describes them, each pixel on its own. */
function masksOf({ samples, cells, keep, seed }: Settings): Float64Array[] {
  const random = new RandomState(seed);
  const [down, across] = [Math.ceil(H / cells), Math.ceil(W / cells)];
  const near = (pixel: number, size: number) => {
    const place = Math.min(cells - 1, Math.max(0, ((pixel + 0.5) * cells) / ((cells + 1) * size) - 0.5));
    return Array.from({ length: cells }, (_, cell) => Math.max(0, 1 - Math.abs(place - cell)));
  };
  return Array.from({ length: samples }, () => {
    const grid = Array.from({ length: cells * cells }, () => Number(random.uint32() / 2 ** 32 < keep));
    const [dy, dx] = [random.randint(down), random.randint(across)];
    return Float64Array.from({ length: H * W }, (_, p) => {
      const [rows, columns] = [near(Math.floor(p / W) + dy, down), near((p % W) + dx, across)];
      return grid.reduce((sum, kept, i) => sum + kept * rows[Math.floor(i / cells)] * columns[i % cells], 0);
    });
  });
}
