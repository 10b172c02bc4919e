import { expect, test } from "vitest";
import { filesOf, pngEntry, readData, textEntry } from "../../test/data.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { answerOf, smallNetwork as model } from "../../test/small-network.ts";
import { classifier } from "../explainers/classify.ts";
import { confusion } from "./confusion.ts";
import type { ConfusionOptions, ConfusionResult } from "./confusion-options.ts";
import type { Samples } from "./samples.ts";

/** Of two sizes, a dozen for each class, and one that is damaged. */
const data = async () => {
  const pictures = Array.from({ length: 36 }, (_, i) =>
    pngEntry(`${"abc"[i % 3]}/${i}.png`, (i * 37) % 256, i % 2 ? 6 : 9),
  );
  return (await readData(filesOf(...pictures, textEntry("a/damaged.png", "no picture")))).samples;
};

async function run(samples: Samples, options: ConfusionOptions, open = testTfjs, signal?: AbortSignal) {
  const results: ConfusionResult[] = [];
  const subject = { backend: await open(), model, samples };
  for await (const result of confusion(subject, options, signal)) results.push(result);
  return results;
}

test.each([
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
])("counts what the model says to each picture alone, on %s", async (_, open) => {
  const samples = await data();
  const backend = await open();
  const said = [];
  for (let i = 0; i < samples.labels.length; i++) {
    if (samples.path(i) === "a/damaged.png") continue;
    const picture = await samples.picture(i);
    const ready = await classifier(backend, model, picture);
    const { prediction } = await ready.answer(picture);
    ready.dispose();
    const predicted = prediction.indexOf(Math.max(...prediction));
    said.push({ i, label: samples.labels[i], predicted, sure: prediction[predicted] });
  }

  const result = (await run(samples, { batch: 5 }, open)).at(-1)!;

  expect(result).toMatchObject({ done: true, samples: 36, selected: 37, classes: ["a", "b", "c"] });
  for (const [t, row] of result.cells.entries())
    for (const [p, cell] of row.entries()) {
      const there = said.filter(({ label, predicted }) => label === t && predicted === p);
      expect(result.matrix[t][p]).toBe(there.length);
      expect([...cell].sort((a, b) => a - b)).toEqual(there.map(({ i }) => i));
      const sure = [...result.confidences[t][p]];
      expect(sure).toEqual([...sure].sort((a, b) => b - a));
      cell.forEach((i, k) => void expect(sure[k]).toBeCloseTo(there.find((one) => one.i === i)!.sure, 4));
    }
  expect(result.skipped).toMatchObject({ count: 1, rows: [{ path: "a/damaged.png" }] });
  expect(result.topK[3]).toBe(1);
});

test("the size of the batches changes nothing", async () => {
  const samples = await data();
  const [one, many] = await Promise.all(
    [1, 64].map(async (batch) => (await run(samples, { batch })).at(-1)!),
  );

  expect(one.matrix).toEqual(many.matrix);
  expect(one.cells).toEqual(many.cells);
});

test("earlier results are those of fewer pictures", async () => {
  const results = await run(await data(), { batch: 4 });

  const counts = results.map(({ samples }) => samples);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  for (const { samples, matrix } of results) expect(matrix.flat().reduce((a, b) => a + b)).toBe(samples);
});

test("only what is selected counts", async () => {
  const { matrix, selected } = (await run(await data(), { classes: ["b"], limit: 3 })).at(-1)!;

  expect(selected).toBe(3);
  expect(matrix.map((row) => row.reduce((a, b) => a + b))).toEqual([0, 3, 0]);
});

test("an abort ends it, and frees what it held", async () => {
  const { backend } = await answerOf(model);
  const before = backend.bufferBytes;
  const controller = new AbortController();
  const aborted = async () => {
    const subject = { backend, model, samples: await data() };
    for await (const _ of confusion(subject, { batch: 1 }, controller.signal)) controller.abort();
  };

  await expect(aborted()).rejects.toMatchObject({ code: "cancelled" });
  expect(backend.bufferBytes).toBe(before);
});

test.each<[ConfusionOptions, string, string]>([
  [{ batch: 0 }, "bad-option", "batch"],
  [{ topK: 4 }, "bad-option", "topK"],
  [{ bins: 0 }, "bad-option", "bins"],
  [{ samples: [0] }, "bad-data", "none of 1 pictures could be read"],
])("refuses %j", async (options, code, says) => {
  const { samples } = await readData(filesOf(textEntry("a/damaged.png", "no picture")));

  await expect(run(samples, options)).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
});
