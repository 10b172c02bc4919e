import { describe, expect, test } from "vitest";
import { cramped, testBackend } from "../../test/device.ts";
import { expectClose } from "../../test/ops.ts";
import { answerOf, saliencyOf, smallNetwork } from "../../test/small-network.ts";
import { testWasm } from "../../test/wasm.ts";
import type { Backend } from "../kernels/backend.ts";
import { saliency } from "./saliency.ts";
import { SALIENCY_METHODS, type SaliencyOptions, type SaliencyResult } from "./saliency-options.ts";

/** Every method, small enough for a software adapter. */
const small = (method: SaliencyResult["method"]): SaliencyOptions => ({
  ...{ method, labels: [2, 0] },
  ...(method === "rise" ? { samples: 40, cells: 3 } : method.includes("grad") ? { samples: 9 } : {}),
  ...(method === "integrated-gradients" ? { steps: 9 } : {}),
});
const bySampling = ["smoothgrad", "smoothgrad-squared", "vargrad", "integrated-gradients"] as const;

describe.each(SALIENCY_METHODS)("%s", (method) => {
  test("is the same on WebGPU and on wasm, and says what it did", async () => {
    const ours = await saliencyOf(small(method));
    const theirs = await saliencyOf(small(method), smallNetwork, testWasm);

    for (const label of [2, 0]) {
      const [a, b] = [ours.attributions[label], theirs.attributions[label]];
      const largest = Math.max(...b.values.map(Math.abs));
      expectClose(a.values, b.values, { rtol: 0, atol: 1e-4 * largest });
      expectClose(a.map, b.map, { rtol: 0, atol: 1e-4 * largest });
      expect(a.map).toHaveLength(48);
      expect(a.values).toHaveLength(a.shape.reduce((x, y) => x * y, 1));
      expect(a.score).toBeCloseTo(b.score, 4);
      expect(a.range[0]).toBeLessThan(a.range[1]);
      expect(a.trouble).toBeUndefined();
    }
    expect(ours).toMatchObject({ done: true, method, size: [8, 6], backend: "webgpu", model: "small" });
    expect(ours.options).toMatchObject({ method, labels: [2, 0] });
    expect(ours.stats.done).toBe(ours.stats.total);
  });

  test("break and abort free the device's memory", async () => {
    const backend = await testBackend();
    const answer = await answerOf(smallNetwork);
    const before = backend.bufferBytes;
    for await (const _ of saliency(answer, { ...small(method), batch: 1 })) break;
    expect(backend.bufferBytes).toBe(before);

    for (const submits of [1, 2, 3, 5]) {
      const controller = new AbortController();
      const counting = abortAt(backend, submits, controller);
      const run = async () => {
        for await (const { done } of saliency(
          { ...answer, backend: counting },
          { ...small(method), batch: 1 },
          controller.signal,
        ))
          if (done) return "done";
      };
      const outcome = await run().catch((error) => error.code);
      expect(["cancelled", "done"]).toContain(outcome);
      expect(backend.bufferBytes).toBe(before);
    }
  });
});

/** A backend that cancels the run when it is asked for so many answers. */
function abortAt(backend: Backend, submits: number, controller: AbortController): Backend {
  let left = submits;
  return {
    ...backend,
    async compile(graph, options) {
      const plan = await backend.compile(graph, options);
      const askAll = plan.askAll.bind(plan);
      plan.askAll = (...asked) => {
        if (--left === 0) controller.abort();
        return askAll(...asked);
      };
      return plan;
    },
  };
}

test.each(SALIENCY_METHODS)("%s gives the same for any batch, and for a class alone", async (method) => {
  const whole = await saliencyOf({ ...small(method), batch: 64 });

  for (const options of [{ batch: 1 }, { batch: 5 }, {}, { labels: [0] }]) {
    const { attributions } = await saliencyOf({ ...small(method), ...options });
    const { values } = whole.attributions[0];
    const largest = Math.max(...values.map(Math.abs));
    expectClose(attributions[0].values, values, { rtol: 0, atol: 2e-6 * largest });
  }
});

test.each(["smoothgrad", "smoothgrad-squared", "vargrad"] as const)(
  "%s: one seed, one result; another seed, another",
  async (method) => {
    const valuesOf = async (seed: number) =>
      (await saliencyOf({ ...small(method), seed })).attributions[0].values;

    expect(await valuesOf(1)).toEqual(await valuesOf(1));
    expect(await valuesOf(2)).not.toEqual(await valuesOf(1));
  },
);

test("an unfinished SmoothGrad equals what fewer samples would have given", async () => {
  const answer = await answerOf(smallNetwork);
  for await (const { done, stats, attributions } of saliency(answer, {
    ...{ method: "smoothgrad", samples: 400, labels: [0], batch: 4 },
  })) {
    if (done) break;
    const fewer = await saliencyOf({ method: "smoothgrad", samples: stats.done, labels: [0] });
    expectClose(attributions[0].values, fewer.attributions[0].values);
    return;
  }
  expect.fail("there was no unfinished result");
});

test("the sums stay on the device until they are shown", async () => {
  const { stats } = await saliencyOf({ method: "smoothgrad", samples: 64, labels: [0, 1], batch: 2 });

  expect(stats).toMatchObject({ done: 128, total: 128, batch: 2, submits: 64, readBacks: 64 });
  expect(stats.bytesRead).toBeLessThan(64 * 2 * 144 * 4);
});

test("takes smaller batches where the device has no room for large ones", async () => {
  const { backend, tried } = cramped(await testBackend(), 4);
  const options = { method: "smoothgrad", labels: [0] } as const;

  const result = await saliencyOf(options, smallNetwork, async () => backend);

  expect(tried).toEqual([1, 1, 1, 25, 13, 7, 4]); // the prediction, the input, the score; then all samples, halved
  expectClose(result.attributions[0].values, (await saliencyOf(options)).attributions[0].values);
});

test.each(bySampling)("%s is known better and better", async (method) => {
  const seen: number[] = [];
  const answer = await answerOf(smallNetwork);
  const many = { method, labels: [0, 1], batch: 1, samples: 150, steps: 150 };
  for await (const { stats, attributions } of saliency(answer, many)) {
    seen.push(stats.done / stats.total);
    for (const c of [0, 1]) expect(attributions[c].values.every(Number.isFinite)).toBe(true);
  }

  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(1);
});
