import { describe, expect, test } from "vitest";
import { lastFound, setupOf } from "../../test/attribution.ts";
import { testBackend } from "../../test/device.ts";
import { expectClose, random } from "../../test/ops.ts";
import { CLASSES, networks, SIZE, tiled } from "../../test/shared.ts";
import { testWasm } from "../../test/wasm.ts";
import type { Picture } from "../images/picture.ts";
import type { Backend } from "../kernels/backend.ts";
import type { Model } from "../models/model.ts";
import { whenAborted } from "./cancellation.ts";
import { lime } from "./lime.ts";
import type { LimeOptions, LimeResult } from "./lime-options.ts";
import { occlusion } from "./occlusion.ts";

const modelOf = (network: string): Model => ({
  ...{ name: network, format: "test", inputShape: [SIZE, SIZE, 1], layers: [], reasons: [], warnings: [] },
  classes: Array.from({ length: CLASSES }, (_, i) => `class ${i}`),
  preprocessing: { channels: "gray", range: [-1, 1], resize: "stretch" },
  apply(g, image) {
    const scores = (network === "tiled" ? tiled : networks[network])(g, image);
    return { scores, logits: scores, exclusive: true, outputs: new Map() };
  },
});

const picture: Picture = {
  ...{ height: SIZE, width: SIZE, channels: 1, range: [0, 255] },
  data: Uint8Array.from(random(SIZE ** 2, 1), (v) => 128 + 127 * v),
};
/** 4 x 3 superpixels, or 6 x 6: more than fit into a word. */
const grid = (across: number, down: number) =>
  ({
    algorithm: "labels",
    height: SIZE,
    width: SIZE,
    labels: Uint32Array.from({ length: SIZE ** 2 }, (_, p) => {
      const [y, x] = [Math.floor(p / SIZE), p % SIZE];
      return Math.floor((x * across) / SIZE) + across * Math.floor((y * down) / SIZE);
    }),
  }) as const;

async function* explained(options: LimeOptions, network: string, backend: Backend, signal?: AbortSignal) {
  const prediction = Float64Array.from({ length: CLASSES }, () => 1 / CLASSES);
  yield* lime({ backend, model: modelOf(network), picture, prediction }, options, signal);
}

async function last(options: LimeOptions, network = "chain", open = testBackend): Promise<LimeResult> {
  let latest: LimeResult | undefined;
  for await (const result of explained(options, network, await open())) latest = result;
  return latest!;
}

const small = { samples: 60, labels: [3, 1], batch: 16, hideColor: 40, keepData: true };

describe.each(["chain", "residual"])("LIME on the network '%s'", (network) => {
  const options = { ...small, segmentation: grid(6, 6) };

  test("says the same to the last bit, of less work", async () => {
    const shared = await last(options, network);
    const dense = await last({ ...options, sharing: "off" }, network);

    expect(shared.explanations).toEqual(dense.explanations);
    expect(shared.data).toEqual(dense.data);
    expect(shared.options).toMatchObject({ sharing: "auto" });
    expect(dense.stats.multiplyAdds).toBe(dense.stats.denseMultiplyAdds);
    expect(shared.stats.denseMultiplyAdds).toBe(dense.stats.denseMultiplyAdds);
    expect(shared.stats.multiplyAdds).toBeLessThan(0.9 * shared.stats.denseMultiplyAdds);
    expect(shared.stats).toMatchObject({ submits: 4, readBacks: 4, bytesRead: 60 * 2 * 4 });
    expect(shared.stats.dispatches).toBeLessThan(dense.stats.dispatches);
    expect(shared.stats.tableMilliseconds).toBeGreaterThan(0);
    expect(dense.stats.tableMilliseconds).toBe(0);
  });

  test("and close to it on TensorFlow.js", async () => {
    const [one, other] = [await last(options, network, testWasm), await last(options, network)];

    for (const label of [3, 1])
      expectClose(one.data!.predictions[label], other.data!.predictions[label], { rtol: 1e-4, atol: 1e-5 });
  });
});

test("what is not shared goes after Winograd, and says the same to the last bit, of less work", async () => {
  const options = { ...small, segmentation: grid(4, 3) };
  const shared = await last(options, "tiled");
  const dense = await last({ ...options, sharing: "off" }, "tiled");

  expect(shared.data).toEqual(dense.data);
  expect(shared.stats.multiplyAdds).toBeLessThan(0.95 * dense.stats.multiplyAdds);
  expect(dense.stats.multiplyAdds).toBeLessThan(0.8 * dense.stats.denseMultiplyAdds);
});

test("on TensorFlow.js it is close to what each sample says alone, of less work", async () => {
  const options = { ...small, segmentation: grid(4, 3) };
  const shared = await last(options, "tiled", testWasm);
  const dense = await last({ ...options, sharing: "off" }, "tiled", testWasm);

  expectClose(shared.data!.predictions[3], dense.data!.predictions[3], { rtol: 1e-4, atol: 1e-5 });
  expect(shared.stats.multiplyAdds).toBeLessThan(0.9 * dense.stats.multiplyAdds);
});

describe("chunks within the memory budget", () => {
  const options = { ...small, segmentation: grid(4, 3), memoryBudget: 100_000, batch: 7 };

  test("of any size give the same", async () => {
    const whole = await last({ ...options, memoryBudget: 2 ** 28 });
    const chunks = await last(options);

    expect(chunks.explanations).toEqual(whole.explanations);
    expect(chunks.stats.multiplyAdds).toBeGreaterThan(whole.stats.multiplyAdds);
    expect(chunks.stats.multiplyAdds).toBeLessThan(0.9 * whole.stats.denseMultiplyAdds);
    expect(chunks.stats.peakBufferBytes).toBeLessThan(whole.stats.peakBufferBytes);
  });

  test("unfinished, an explanation equals what fewer samples would have given", async () => {
    for await (const result of explained(options, "chain", await testBackend())) {
      if (result.done) break;
      const fewer = await last({ ...options, samples: result.stats.samples });
      expect(result.explanations).toEqual(fewer.explanations);
      return;
    }
    expect.fail("it came all at once");
  });

  test("break and abort free the device's memory", async () => {
    const backend = await testBackend();
    const before = backend.bufferBytes;
    for await (const _ of explained(options, "chain", backend)) break;
    expect(backend.bufferBytes).toBe(before);

    const controller = new AbortController();
    const run = async () => {
      for await (const _ of explained(options, "chain", backend, controller.signal)) controller.abort();
    };
    await expect(run()).rejects.toMatchObject({ code: "cancelled" });
    expect(backend.bufferBytes).toBe(before);
  });
});

test("one sample alone", async () => {
  const options = { ...small, samples: 1, segmentation: grid(4, 3) };

  expect((await last(options)).data).toEqual((await last({ ...options, sharing: "off" })).data);
});

test("few superpixels: every row is predicted once, in one submit", async () => {
  const { stats } = await last({ ...small, samples: 1000, segmentation: grid(2, 2) });

  expect(stats).toMatchObject({
    samples: 1000,
    predicted: 16,
    exact: true,
    submits: 1,
    bytesRead: 16 * 2 * 4,
  });
  expect(stats.multiplyAdds).toBeLessThan(0.02 * stats.denseMultiplyAdds);
});

test("KernelSHAP says the same to the last bit", async () => {
  const options: LimeOptions = { ...small, method: "kernel-shap", segmentation: grid(4, 3) };
  const shared = await last(options);
  const dense = await last({ ...options, sharing: "off" });

  expect(shared.explanations).toEqual(dense.explanations);
  expect(shared.stats.multiplyAdds).toBeLessThan(0.8 * dense.stats.multiplyAdds);
});

test("occlusion says the same to the last bit, and frees the device's memory", async () => {
  const backend = await testBackend();
  const before = backend.bufferBytes;
  const found = async (sharing: "auto" | "off", unlessCancelled = whenAborted(undefined).or) =>
    lastFound(
      occlusion,
      await setupOf({
        ...{ model: modelOf("chain"), input: random(SIZE ** 2, 1), baseline: random(SIZE ** 2, 2) },
        ...{ classes: [0, 4], options: { window: 4, stride: 2, batch: 8, sharing }, unlessCancelled },
      }),
    );
  const [shared, dense] = [await found("auto"), await found("off")];

  expect(shared.values).toEqual(dense.values);
  expect(shared.scores).toEqual(dense.scores);
  expect(shared.stats.multiplyAdds).toBeLessThan(0.8 * dense.stats.multiplyAdds);
  expect(backend.bufferBytes).toBe(before);
});

test("without a GPU, KernelSHAP and occlusion take less work, too", async () => {
  const [{ stats }, found] = [
    await last({ ...small, method: "kernel-shap", segmentation: grid(4, 3) }, "tiled", testWasm),
    async (sharing: "auto" | "off") =>
      lastFound(
        occlusion,
        await setupOf({
          ...{ backend: await testWasm(), model: modelOf("tiled"), input: random(SIZE ** 2, 1) },
          ...{ baseline: random(SIZE ** 2, 2), classes: [0], options: { window: 4, stride: 2, sharing } },
        }),
      ),
  ];
  const [shared, dense] = [await found("auto"), await found("off")];

  expect(stats.multiplyAdds).toBeLessThan(0.8 * stats.denseMultiplyAdds);
  expect(shared.stats.multiplyAdds).toBeLessThan(0.8 * dense.stats.multiplyAdds);
  expectClose(shared.values[0], dense.values[0], { rtol: 1e-4, atol: 1e-5 });
});
