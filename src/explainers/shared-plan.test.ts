import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../test/device.ts";
import { random } from "../../test/ops.ts";
import { networks, SIZE } from "../../test/shared.ts";
import { GraphBuilder } from "../graph/graph.ts";
import { maskSegments } from "../kernels/ops/mask-segments.ts";
import { optimise } from "../passes/optimise.ts";
import { inBatches } from "./batches.ts";
import { compileMasked, type Versions } from "./masked-plan.ts";
import { chooseChunk, nextChunk } from "./shared-plan.ts";

const given = { rest: 1000, largest: 800, fixed: 1e9, patience: 1000 };

test.each<[why: string, rest: number, rate: number, patience: number, size: number]>([
  ["all that there is room for, in equal parts, on a fast device", 1000, 1e9, 1000, 500],
  ["all where nobody waits", 1000, 1, Infinity, 500],
  [
    "a quarter of the versions where half of the work takes as long as patience lasts",
    1000,
    0.5e6,
    1000,
    200,
  ],
  ["more of them with more patience", 1000, 0.5e6, 1500, 334],
  ["all that are left, in a little more time", 800, 0.5e6, 1000, 800],
  ["a few, however slow it is", 1000, 1, 1, 8],
])("a chunk takes %s", (_, rest, rate, patience, size) => {
  expect(nextChunk({ ...given, rest, rate, patience })).toBe(size);
});

test("what is noted of a chunk's versions is a part of the memory budget, however many there are", async () => {
  const backend = { ...(await testTfjs()), largestBatch: () => 64 };
  const total = 2 ** 17;
  const versions: Versions = {
    ...{ shape: [SIZE, SIZE, 1], segments: 12, total },
    ...{ image: random(SIZE ** 2, 1), hidden: new Float32Array(SIZE ** 2) },
    labels: Uint32Array.from({ length: SIZE ** 2 }, (_, p) => p % 12),
    keep: (from, to) =>
      Uint32Array.from({ length: to - from }, (_, i) => Math.imul(from + i, 2654435761) >>> 20),
  };
  const g = new GraphBuilder();
  const image = g.input("image", [SIZE, SIZE, 1], { batched: false });
  const hidden = g.input("hidden", [SIZE, SIZE, 1], { batched: false });
  const labels = g.input("labels", [SIZE, SIZE], { batched: false });
  const masked = maskSegments(g, image, hidden, labels, g.input("keep", [1]), 12);
  const graph = optimise(g.build([networks.chain(g, masked)]));
  const chunk = (memoryBudget: number) => chooseChunk(backend, graph, versions, { most: 64, memoryBudget })!;

  const [little, much] = [chunk(2 ** 24), chunk(2 ** 30)];

  expect(much.size).toBe(total);
  expect(little.size).toBeLessThan(total);
  expect(little.shared.notedBytes).toBeLessThan(2 ** 24);
});

test("a small chunk comes first where there is much work, and the answers are the same to the last bit", async () => {
  const backend = await testBackend();
  const before = backend.bufferBytes;
  const bits = Uint32Array.from(random(90, 3), (v) => Math.floor(2048 * (v + 1)));
  const versions: Versions = {
    ...{ shape: [SIZE, SIZE, 1], segments: 12, total: bits.length },
    ...{ image: random(SIZE ** 2, 1), hidden: new Float32Array(SIZE ** 2) },
    labels: Uint32Array.from({ length: SIZE ** 2 }, (_, p) => {
      const [y, x] = [Math.floor(p / SIZE), p % SIZE];
      return Math.floor((x * 4) / SIZE) + 4 * Math.floor((y * 3) / SIZE);
    }),
    keep: (from, to) => bits.slice(from, to),
  };
  const found = async (atOnce: number | undefined, batch: number) => {
    const options = { memoryBudget: 2 ** 28, sharing: "auto", atOnce, batch } as const;
    const plan = await compileMasked(backend, versions, networks.chain, options);
    const [ends, answers]: [number[], number[]] = [[], []];
    const batches = inBatches({
      ...{ total: versions.total, first: batch, most: plan.maxBatch, unlessCancelled: (work) => work },
      end: (from) => plan.end(from),
      ask: (from, to) => plan.ask(from, to),
    });
    for await (const { to, answer } of batches) {
      ends.push(to);
      answers.push(...answer);
    }
    const { multiplyAdds } = plan.stats();
    plan.dispose();
    return { ends, answers, multiplyAdds };
  };

  const whole = await found(undefined, 64);
  const chunks = await found(0, 64);
  const small = await found(0, 5);

  expect(whole.ends).toEqual([64, 90]);
  expect(chunks.ends[0]).toBe(8);
  expect(small.ends.slice(0, 2)).toEqual([5, 8]);
  expect(chunks.answers).toEqual(whole.answers);
  expect(small.answers).toEqual(whole.answers);
  expect(chunks.multiplyAdds).toBeGreaterThan(whole.multiplyAdds);
  expect(backend.bufferBytes).toBe(before);
});
