import { expect, test } from "vitest";
import { fixture } from "../../test/fixtures/read.ts";
import { EngineError } from "../errors.ts";
import { GraphBuilder, sizeOf } from "../graph/graph.ts";
import { loadTfjs } from "../kernels/tfjs.ts";
import { openModel } from "./open.ts";

/** Numbers from 0 to below n, the same each time (a linear congruential generator). */
function sequence(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

type Mutation = (bytes: Uint8Array, next: (n: number) => number) => Uint8Array;

const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));

const mutations: readonly Mutation[] = [
  (bytes, next) => bytes.slice(0, next(bytes.length)),
  (bytes, next) => {
    const broken = bytes.slice();
    for (let i = next(3); i >= 0; i--) broken[next(bytes.length)] ^= 1 << next(8);
    return broken;
  },
  (bytes, next) => {
    const broken = bytes.slice();
    // where the structure is: in the first bytes of what is not a weight
    for (let i = next(4); i >= 0; i--) broken[next(Math.min(bytes.length, 800))] = next(256);
    return broken;
  },
  (bytes, next) => {
    const [at, length] = [next(bytes.length), 1 + next(64)];
    const extra = Uint8Array.from({ length }, () => next(256));
    return next(2)
      ? joined(bytes.subarray(0, at), extra, bytes.subarray(at))
      : joined(bytes.subarray(0, at), bytes.subarray(at + length));
  },
  (bytes, next) => {
    const [a, b, c] = [next(bytes.length), next(bytes.length), next(bytes.length)].sort((x, y) => x - y);
    return joined(bytes.subarray(0, a), bytes.subarray(b, c), bytes.subarray(a, b), bytes.subarray(c));
  },
];

test("500 damaged files give a named error or a consistent model, soon and in little memory", async () => {
  const files = ["keras", "types", "ops-13", "resnet", "vgg"].map((name) => fixture(`onnx/${name}.onnx`));
  const next = sequence(5);
  const opened = { models: 0, errors: 0 };
  let [slowest, most] = [0, 0];

  for (let i = 0; i < 500; i++) {
    const bytes = mutations[i % mutations.length](
      files[Math.floor(i / mutations.length) % files.length].bytes,
      next,
    ) as Uint8Array<ArrayBuffer>;
    const start = performance.now();
    try {
      const model = await openModel([{ name: "model.onnx", bytes }], {}, loadTfjs);
      const g = new GraphBuilder();
      const { scores } = model.apply(g, g.input("image", model.inputShape));
      expect(scores.shape).toEqual([model.classes.length]);
      for (const [{ shape }, data] of g.weights) expect(data).toHaveLength(sizeOf(shape));
      opened.models++;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      opened.errors++;
    }
    slowest = Math.max(slowest, performance.now() - start);
    most = Math.max(most, process.memoryUsage().arrayBuffers);
  }

  expect(opened.models + opened.errors).toBe(500);
  expect(Math.min(opened.models, opened.errors)).toBeGreaterThan(40);
  expect(slowest).toBeLessThan(5000);
  expect(most).toBeLessThan(2 ** 30);
});
