import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { cramped, testBackend, testTfjs } from "../../test/device.ts";
import { describeGolden, goldenBytes, goldenJson, goldenPath, hasGolden } from "../../test/golden.ts";
import { testWasm } from "../../test/wasm.ts";
import { readNpy } from "../images/npy.ts";
import type { Picture } from "../images/picture.ts";
import type { Backend } from "../kernels/backend.ts";
import { globalAveragePool2d } from "../kernels/ops/pool2d.ts";
import type { Model } from "../models/model.ts";
import { openModel } from "../models/open.ts";
import { classifier } from "./classify.ts";
import { lime } from "./lime.ts";
import type { LimeOptions, LimeResult } from "./lime-options.ts";

/** Each class score is the mean of one channel, so every explanation is known in advance. */
const means: Model = {
  name: "means",
  format: "test",
  inputShape: [4, 4, 3],
  classes: ["red", "green", "blue"],
  preprocessing: { channels: "rgb", range: [0, 1], resize: "stretch" },
  reasons: [],
  warnings: [],
  layers: [],
  apply(g, image) {
    const scores = globalAveragePool2d(g, image);
    return { scores, logits: scores, exclusive: true, outputs: new Map() };
  },
};

const picture: Picture = {
  height: 4,
  width: 4,
  channels: 3,
  data: Uint8Array.from({ length: 48 }, (_, i) => (i * 53) % 256),
  range: [0, 255],
};
/** Eight columns-and-halves, so that there is something to sample. */
const labels = Uint32Array.from({ length: 16 }, (_, i) => (i % 4) * 2 + Math.floor(i / 8));
const segmentation = { algorithm: "labels", height: 4, width: 4, labels } as const;

/** What a model says to a picture, asked once. */
async function ask(backend: Backend, model: Model = means, asked: Picture = picture) {
  const ready = await classifier(backend, model, asked);
  const answer = await ready.answer(asked);
  ready.dispose();
  return answer;
}

async function last(
  options: LimeOptions,
  backend = testBackend(),
  signal?: AbortSignal,
): Promise<LimeResult> {
  let latest: LimeResult | undefined;
  for await (const result of lime(await ask(await backend), options, signal)) latest = result;
  return latest!;
}
const weightsOf = ({ explanations }: LimeResult, label: number) =>
  [...explanations[label].weights].sort((a, b) => a[0] - b[0]).map(([, weight]) => weight);

test("finds what each superpixel adds to a linear model", async () => {
  const result = await last({ segmentation, hideColor: 0, samples: 256 });

  expect(result.done).toBe(true);
  expect(result.stats).toMatchObject({ exact: true, samples: 256, distinct: 256, predicted: 256 });
  const expected = new Float64Array(8);
  labels.forEach((label, p) => {
    expected[label] += picture.data[p * 3 + 1] / 255 / 16;
  });
  weightsOf(result, 1).forEach((weight, i) => {
    expect(weight).toBeCloseTo(expected[i], 2);
  });
});

test("gives the same for any batch, on WebGPU and on tfjs", async () => {
  const options = { segmentation, samples: 100, seed: 3 };
  const reference = weightsOf(await last({ ...options, batch: 64 }), 2);
  for (const batch of [1, 7]) expect(weightsOf(await last({ ...options, batch }), 2)).toEqual(reference);
  weightsOf(await last(options, testTfjs()), 2).forEach((weight, i) => {
    expect(weight).toBeCloseTo(reference[i], 4);
  });
});

test("an unfinished explanation equals what fewer samples would have given", async () => {
  const options = { segmentation, samples: 100, seed: 3, batch: 16 };
  for await (const result of lime(await ask(await testBackend()), options)) {
    if (result.done) break;
    const fewer = await last({ ...options, samples: result.stats.samples });
    weightsOf(result, 0).forEach((weight, i) => {
      expect(weight).toBeCloseTo(weightsOf(fewer, 0)[i], 9);
    });
    break;
  }
});

test("break and abort free the GPU's memory", async () => {
  const backend = await testBackend();
  const before = backend.bufferBytes;
  for await (const _ of lime(await ask(backend), { segmentation, samples: 200, batch: 4 })) break;
  expect(backend.bufferBytes).toBe(before);

  const controller = new AbortController();
  const seen: number[] = [];
  const run = async () => {
    for await (const { stats } of lime(
      await ask(backend),
      { segmentation, samples: 200, batch: 4 },
      controller.signal,
    )) {
      seen.push(stats.samples);
      controller.abort();
    }
  };
  await expect(run()).rejects.toMatchObject({ code: "cancelled" });
  expect(seen).toHaveLength(1);
  expect(backend.bufferBytes).toBe(before);
});

test("takes smaller batches where the device has no room for large ones", async () => {
  const { backend, tried } = cramped(await testBackend(), 10);
  const options = { segmentation, samples: 100, seed: 3 };

  const result = await last(options, Promise.resolve(backend));

  expect(tried).toEqual([1, 82, 41, 21, 11, 6]); // the prediction, then all distinct rows, halved
  expect(weightsOf(result, 2)).toEqual(weightsOf(await last(options), 2));
});

test.each([
  [{ samples: 0 }, "option 'samples' is 0; it takes a whole number from 1"],
  [{ labels: [9] }, "option 'labels' is 9; it takes class indices from 0 to 2"],
  [{ kernelWidth: -1 }, "option 'kernelWidth' is -1; it takes a number above 0"],
  [{ seed: -1 }, "seed"],
  [{ featureSelection: "best" as "auto" }, "option 'featureSelection' is 'best'"],
])("refuses %j", async (options, message) => {
  await expect(last({ segmentation, ...options })).rejects.toThrow(message);
});

const files: Record<string, [file: string, range: readonly [number, number]]> = {
  mini_xception_48: ["fer2013_mini_XCEPTION.119-0.65.hdf5", [-1, 1]],
  report_small_trained: ["report_small_trained.h5", [0, 1]],
};
/** The software adapter of a machine without a GPU is slow: a few runs there, the others on wasm. */
const onWebgpu = ["fer_default", "fer_slic_oddbatch", "fer_quickshift_small"];
const cases = hasGolden ? readdirSync(goldenPath("lime")) : ["none"];

describeGolden("the lime package's own runs, end to end", () => {
  test.each(cases)("%s: superpixels, data and coefficients", async (name) => {
    const e = goldenJson(`lime/${name}/explanation.json`);
    const { kwargs, case: asked } = e;
    const [file, range] = files[e.model];
    const model = await openModel([{ name: file, bytes: goldenBytes(`models/${file}`) }], { range });
    const image = readNpy(goldenBytes(`lime/${name}/image.npy`));
    const black: Record<string, readonly [number, number]> = { f01: [0, 1], pm1: [-1, 1] };
    const source: Picture = {
      height: image.shape[0],
      width: image.shape[1],
      channels: image.shape.length === 3 ? 3 : 1,
      data: image.data as Picture["data"],
      range: black[asked.dom] ?? [0, 255],
    };
    const options: LimeOptions = {
      preset: "python",
      seed: e.random_state,
      samples: kwargs.num_samples,
      numFeatures: kwargs.num_features,
      featureSelection: e.feature_selection,
      kernelWidth: e.kernel_width,
      hideColor: kwargs.hide_color ?? "mean",
      keepData: true,
      ...(kwargs.top_labels ? { top: kwargs.top_labels } : { labels: kwargs.labels }),
      ...(kwargs.random_seed === null ? {} : { segmentationSeed: kwargs.random_seed }),
      ...(asked.seg ? { segmentation: { algorithm: asked.seg[0], ...asked.seg[1] } } : {}),
    };

    let result: LimeResult | undefined;
    const backend = onWebgpu.includes(name) ? testBackend() : testWasm();
    for await (const better of lime(await ask(await backend, model, source), options)) result = better;

    expect(result!.segments.labels).toEqual(
      Uint32Array.from(readNpy(goldenBytes(`lime/${name}/segments.npy`)).data as Uint16Array),
    );
    expect(result!.data!.bits).toEqual(
      Uint8Array.from(readNpy(goldenBytes(`lime/${name}/data.npy`)).data as Uint8Array),
    );
    expect(new Set(Object.keys(result!.explanations).map(Number))).toEqual(new Set(e.labels));
    for (const label of e.labels as number[]) {
      const expected = e.explanation[label];
      const found = new Map(result!.explanations[label].weights);
      for (const [segment, weight] of expected.local_exp as [number, number][])
        expect(
          Math.abs((found.get(segment) ?? Infinity) - weight),
          `class ${label}, superpixel ${segment}`,
        ).toBeLessThan(5e-4);
      expect(Math.abs(result!.explanations[label].score - expected.score)).toBeLessThan(1e-3);
    }
    if (name === "fer_default") expect(result!.stats.distinct).toBe(16);
  });
});
