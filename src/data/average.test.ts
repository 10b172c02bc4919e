import { expect, onTestFinished, test, vi } from "vitest";
import { filesOf, pngEntry, readData, textEntry } from "../../test/data.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { smallNetwork as model, saliencyOf } from "../../test/small-network.ts";
import { classifier } from "../explainers/classify.ts";
import { lime } from "../explainers/lime.ts";
import { saliency } from "../explainers/saliency.ts";
import type { Picture } from "../images/picture.ts";
import type { Backend } from "../kernels/backend.ts";
import { average } from "./average.ts";
import type { AverageOptions, AverageResult } from "./average-options.ts";
import type { Samples } from "./samples.ts";

const data = async () => {
  const pictures = Array.from({ length: 9 }, (_, i) =>
    pngEntry(`${"abc"[i % 3]}/${i}.png`, (i * 37) % 256, 8),
  );
  return (await readData(filesOf(...pictures, textEntry("a/damaged.png", "no picture")))).samples;
};

async function run(
  samples: Samples,
  options: AverageOptions = {},
  signal?: AbortSignal,
): Promise<AverageResult[]> {
  const results: AverageResult[] = [];
  for await (const result of average({ backend: await testTfjs(), model, samples }, options, signal))
    results.push(result);
  return results;
}

const last = async (samples: Samples, options?: AverageOptions) => (await run(samples, options)).at(-1)!;

/** The map of each picture, computed alone. */
async function alone(samples: Samples, i: number) {
  const picture = await samples.picture(i);
  const ready = await classifier(await testTfjs(), model, picture);
  const answer = await ready.answer(picture);
  const predicted = answer.prediction.indexOf(Math.max(...answer.prediction));
  let map: Float32Array | undefined;
  for await (const { attributions } of saliency(answer, { labels: [predicted] }))
    map = attributions[predicted].map;
  ready.dispose();
  const most = Math.max(...map!) || 1;
  return { predicted, map: map!.map((value) => value / most) };
}

test("the mean of a cell is the mean of its pictures' maps, and that of a class of all its cells'", async () => {
  const samples = await data();
  const result = await last(samples);
  const maps: ({ label: number } & Awaited<ReturnType<typeof alone>>)[] = [];
  for (const sample of result.explained as Uint32Array)
    maps.push({ label: samples.labels[sample], ...(await alone(samples, sample)) });

  expect(result).toMatchObject({ done: true, selected: 10, position: 10, size: [8, 6] });
  expect(result.explained).toHaveLength(9);
  expect(result.skipped.rows).toMatchObject([{ path: "a/damaged.png" }]);
  expect(result.cells.reduce((sum, { count }) => sum + count, 0)).toBe(9);
  const mean = (of: typeof maps): Float32Array =>
    of[0].map.map((_, i) => of.reduce((sum, { map }) => sum + map[i], 0) / of.length);
  for (const cell of result.cells) {
    const inside = maps.filter(({ label, predicted }) => label === cell.true && predicted === cell.predicted);
    expect(cell.count).toBe(inside.length);
    mean(inside).forEach((value, i) => void expect(cell.map[i]).toBeCloseTo(value, 4));
  }
  for (const row of result.perClass)
    mean(maps.filter(({ label }) => label === row.class)).forEach((value, i) => {
      expect(row.map[i]).toBeCloseTo(value, 4);
    });
});

test("the mean of the pictures is in gray from 0 to 1, of the size of the model's input", async () => {
  const shades = (red: number, green: number, blue: number): Picture => ({
    ...{ height: 16, width: 12, channels: 3, range: [0, 200] },
    data: Uint8Array.from({ length: 3 * 16 * 12 }, (_, i) => [red, green, blue][i % 3]),
  });
  const samples = await data();
  const picture = async (i: number) => (i === 0 ? shades(200, 0, 0) : shades(0, 200, 100));

  const { perClass, cells } = await last({ ...samples, picture }, { samples: [0, 4] }); // one of a, one of b

  expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  for (const { class: index, image } of perClass) {
    const gray = index === 0 ? 0.299 : 0.587 + 0.114 / 2;
    expect(Array.from(image)).toEqual(new Array(8 * 6).fill(expect.closeTo(gray, 6)));
  }
});

test("a stopped run goes on where it was, to the same end", async () => {
  const samples = await data();
  const whole = await last(samples, { pick: 2 });
  let half: AverageResult | undefined;
  const subject = { backend: await testTfjs(), model, samples };
  for await (half of average(subject, { pick: 2 })) break;

  expect(half).toMatchObject({ done: false, position: 1 });
  const resume = JSON.parse(
    JSON.stringify(half, (_, value) =>
      ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value,
    ),
  );
  const resumed = await last(samples, { pick: 2, resume: { ...resume, milliseconds: 1e6 } });

  expect(resumed.explained).toEqual(whole.explained);
  expect(resumed.picks).toEqual(whole.picks);
  expect(resumed.milliseconds).toBeGreaterThan(1e6);
  resumed.cells.forEach((cell, i) => {
    expect(cell.count).toBe(whole.cells[i].count);
    Array.from(cell.map).forEach((value, j) => void expect(value).toBeCloseTo(whole.cells[i].map[j], 5));
  });
  await expect(run(samples, { pick: 3, resume })).rejects.toThrow("another model, data set or options");
});

test("only the pictures of a cell are explained", async () => {
  const samples = await data();
  const { cells } = await last(samples);
  const { true: label, predicted, count } = cells[0];

  const result = await last(samples, { cell: { true: label, predicted } });

  expect(result.explained).toHaveLength(count);
  expect(result.cells).toHaveLength(1);
  Array.from(result.cells[0].map).forEach((value, i) => void expect(value).toBeCloseTo(cells[0].map[i], 5));
});

test("LIME gives each pixel the weight of its superpixel", async () => {
  const samples = await data();
  const options = { samples: 30, segmentation: { algorithm: "grid", rows: 2, columns: 2 } } as const;
  const first = await samples.picture(0);
  const ready = await classifier(await testTfjs(), model, first);
  let weights = new Map<number, number>();
  for await (const { explanations } of lime(await ready.answer(first), { ...options, labels: [1] }))
    weights = new Map(explanations[1].weights);
  ready.dispose();

  const { cells, signed } = await last(samples, {
    by: "lime",
    lime: options,
    of: 1,
    limit: 1,
    normalise: "none",
  });

  expect(signed).toBe(true);
  expect(cells[0].map[0]).toBeCloseTo(weights.get(0)!, 6);
  expect(cells[0].map[47]).toBeCloseTo(weights.get(3)!, 6);
});

test.each<[string, AverageOptions]>([
  ["LIME", { by: "lime", lime: { samples: 30, segmentation: { algorithm: "slic", n_segments: 6 } } }],
  ["gradient", {}],
  ["SmoothGrad", { saliency: { method: "smoothgrad", samples: 4 } }],
  ["Integrated Gradients", { saliency: { method: "integrated-gradients", steps: 4 } }],
])("twenty pictures take no more of the device than two: %s", async (_, options) => {
  const gray = (i: number) => pngEntry(`${"abc"[i % 3]}/${i}.png`, (i * 37) % 256, 8);
  const { samples } = await readData(filesOf(...Array.from({ length: 20 }, (_, i) => gray(i))));
  const backend = await testBackend();
  const before = backend.bufferBytes;
  const bytes: number[] = [];
  const [compiled, allocated] = [
    vi.spyOn(GPUDevice.prototype, "createComputePipelineAsync"),
    vi.spyOn(GPUDevice.prototype, "createBuffer"),
  ];
  onTestFinished(() => void vi.restoreAllMocks());

  const made: number[][] = [];
  const seen = {
    ...samples,
    picture: (i: number) => {
      made.push([compiled.mock.calls.length, allocated.mock.calls.length]);
      bytes.push(backend.bufferBytes);
      return samples.picture(i);
    },
  };
  let result: AverageResult | undefined;
  for await (result of average({ backend, model, samples: seen }, options));

  expect(result).toMatchObject({ done: true, position: 20 });
  expect(result!.picturesPerSecond).toBeGreaterThan(0);
  expect(result!.deviceIdle).toBeGreaterThanOrEqual(0);
  expect(result!.deviceIdle).toBeLessThan(1);
  const last = [compiled.mock.calls.length, allocated.mock.calls.length];
  for (const counts of made.slice(4)) expect(counts).toEqual(last);
  expect(Math.max(...bytes)).toBe(bytes[4]);
  expect(backend.bufferBytes).toBe(before);
});

test("the next picture is made ready while the device works on this one, and asked about after it", async () => {
  const samples = await data();
  const backend = await testTfjs();
  const events: string[] = [];
  const watched: Backend = {
    ...backend,
    async compile(graph, options) {
      const plan = await backend.compile(graph, options);
      const picture = options.maxBatch === 10 ? events.filter((event) => event === "ready").length : -1;
      if (picture >= 0) events.push("ready");
      const ask: typeof plan.ask = async (value, batch) => {
        const answer = await plan.ask(value, batch);
        if (picture >= 0) events.push(`answer ${picture}`);
        return answer;
      };
      const { maxBatch } = plan;
      return {
        maxBatch,
        ask,
        askAll: (...all) => plan.askAll(...all),
        write: (...all) => plan.write(...all),
        stats: () => plan.stats(),
        print: () => plan.print(),
        dispose: () => plan.dispose(),
      };
    },
  };
  const options = {
    by: "lime",
    limit: 2,
    lime: { samples: 300, batch: 10, segmentation: { algorithm: "grid", rows: 3, columns: 3 } },
  } as const;
  for await (const _ of average({ backend: watched, model, samples }, options));

  const firstOf = (event: string) => events.indexOf(event);
  expect(events.lastIndexOf("ready")).toBeLessThan(events.lastIndexOf("answer 0"));
  expect(firstOf("answer 1")).toBeGreaterThan(events.lastIndexOf("answer 0"));
});

test("an abort ends it, and frees what it held", async () => {
  await saliencyOf({}, model, testTfjs);
  const backend = await testTfjs();
  const before = backend.bufferBytes;
  const controller = new AbortController();
  const aborted = async () => {
    for await (const _ of average({ backend, model, samples: await data() }, {}, controller.signal))
      controller.abort();
  };

  await expect(aborted()).rejects.toMatchObject({ code: "cancelled" });
  await new Promise((resolve) => setTimeout(resolve, 200)); // what was under way ends
  expect(backend.bufferBytes).toBe(before);
});

test.each<[AverageOptions, string]>([
  [{ grid: 7 }, "grid"],
  [{ of: 3 }, "'of' is 3"],
  [{ by: "other" as "lime" }, "saliency, lime"],
  [{ saliency: { steps: 1, method: "integrated-gradients" } }, "steps"],
])("refuses %j", async (options, says) => {
  await expect(run(await data(), options)).rejects.toMatchObject({
    code: "bad-option",
    message: expect.stringContaining(says),
  });
});
