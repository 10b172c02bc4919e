import { afterAll, expect, test } from "vitest";
import { fixture } from "../../test/fixtures/read.ts";
import { expectClose, random } from "../../test/ops.ts";
import { acrossThreads } from "../../test/threads.ts";
import type { Picture } from "../images/picture.ts";
import { createEngine } from "./node-engine.ts";
import type { Engine, ModelInfo } from "./protocol.ts";

const engines = {
  direct: createEngine({ backend: "webgpu" }),
  across: acrossThreads({ backend: "webgpu" }),
  wasm: acrossThreads({ backend: "wasm" }),
};
afterAll(async () => {
  for (const engine of Object.values(engines)) await (await engine).dispose();
});

/** What a run found: numbers to compare, and all that should be the same to the letter wherever it ran. */
interface Outcome {
  readonly numbers: Readonly<Record<string, ArrayLike<number>>>;
  readonly rest: object;
}

type Run = (engine: Engine, model: ModelInfo, picture: Picture) => Promise<Outcome>;

async function last<R>(results: AsyncIterable<R>): Promise<R> {
  let latest: R | undefined;
  for await (latest of results);
  return latest!;
}

const saliency =
  (options: Parameters<Engine["saliency"]>[2]): Run =>
  async (engine, model, picture) => {
    const result = await last(engine.saliency(model, picture, { top: 2, ...options }));
    const found = Object.entries(result.attributions);
    return {
      numbers: Object.fromEntries(
        found.flatMap(([index, { values, map }]) => [
          [`values of ${index}`, values],
          [`map of ${index}`, map],
        ]),
      ),
      rest: { done: result.done, options: result.options, seed: result.seed, classes: found.map(([k]) => k) },
    };
  };

const ascent =
  (options: Parameters<Engine["ascent"]>[1]): Run =>
  async (engine, model) => {
    const common = { layer: "conv2d_1", filters: [0, 2], steps: 4, stepsPerFrame: 2 };
    const { values, pictures, ...result } = await last(engine.ascent(model, { ...common, ...options }));
    return {
      numbers: {
        values: values!,
        ...Object.fromEntries(pictures.map(({ filter, losses }) => [`losses of ${filter}`, losses])),
      },
      rest: { done: result.done, options: result.options, seed: result.seed, layer: result.layer },
    };
  };

const activations: Run = async (engine, model, picture) => {
  const { values, shape, layer, ranked } = await last(engine.activations(model, picture));
  return { numbers: { values }, rest: { shape, layer, ranked } };
};

const runs: [name: string, run: Run][] = [
  ["the gradient", saliency({ method: "gradient" })],
  ["SmoothGrad", saliency({ method: "smoothgrad", samples: 7, seed: 5, batch: 4 })],
  ["ascent of pixels, from noise", ascent({ preset: "keras", border: 0, seed: 5 })],
  ["ascent of a Fourier image, under transforms", ascent({ preset: "lucid", seed: 5 })],
  ["feature maps", activations],
];

test.each(runs)("%s: the same here, across threads and on wasm", async (_, run) => {
  const outcomes = [];
  for (const engine of Object.values(engines)) outcomes.push(await outcomeOf(await engine, run));
  const [direct, across, wasm] = outcomes;

  expect(across).toEqual(direct);
  expect(wasm.rest).toEqual(direct.rest);
  for (const [name, numbers] of Object.entries(direct.numbers)) {
    const most = Array.from(numbers).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(most, name).toBeGreaterThan(0);
    expectClose(wasm.numbers[name], numbers, { atol: 1e-4 * most, rtol: 0 });
  }
});

test("another seed, another picture", async () => {
  const engine = await engines.direct;
  for (const options of [{ preset: "keras", border: 0 }, { preset: "lucid" }] as const) {
    const [a, b] = [
      await outcomeOf(engine, ascent({ ...options, seed: 5 })),
      await outcomeOf(engine, ascent({ ...options, seed: 6 })),
    ];
    expect(a.numbers.values).not.toEqual(b.numbers.values);
  }
});

async function outcomeOf(engine: Engine, run: Run): Promise<Outcome> {
  const model = await engine.open([fixture("keras3-sequential.h5")]);
  const [height, width, channels] = model.inputShape;
  const data = Float64Array.from(random(height * width * channels, 1), (v) => (v + 1) / 2);
  const picture: Picture = { height, width, channels: channels as 1 | 3, data, range: [0, 1] };
  try {
    return await run(engine, model, picture);
  } finally {
    await engine.close(model);
  }
}
