import { afterEach, expect, test, vi } from "vitest";
import { testBackend, testTfjs } from "../../test/device.ts";
import { random } from "../../test/ops.ts";
import { EngineError } from "../errors.ts";
import { type Axis, type Graph, GraphBuilder, type Value } from "../graph/graph.ts";
import type { Backend } from "./backend.ts";
import { KeptPlans } from "./kept-plans.ts";
import { add } from "./ops/binary.ts";
import { dense } from "./ops/conv2d.ts";
import { gatherRows } from "./ops/gather.ts";
import { softmax } from "./ops/softmax.ts";

const arrays = [random(6 * 4, 1), random(4 * 3, 2)];
const shift = random(3, 4);

/** The same each time, of new objects; the last weight is a copy. */
function classifier(more = shift) {
  const g = new GraphBuilder();
  const x = g.input("x", [6]);
  const hidden = dense(g, x, g.weight("w1", [6, 4], arrays[0]));
  const logits = dense(g, hidden, g.weight("w2", [4, 3], arrays[1]));
  const y = softmax(g, add(g, logits, g.weight("shift", [3], more.slice())));
  return { x, y, graph: g.build([y]) };
}

/** Rows of a table, of which there are at most so many. */
function rows(most: number) {
  const along: Axis = { name: "rows", most };
  const x: Value = { name: "x", shape: [1, 1, 4], batched: true, along: { name: "pixels", most: 8 } };
  const table: Value = { name: "table", shape: [1], batched: true, along };
  const y: Value = { name: "y", shape: [1, 1, 4], batched: true, along };
  const graph: Graph = {
    nodes: [gatherRows(x, table, y)],
    inputs: [x, table],
    weights: new Map(),
    outputs: [y],
  };
  return { x, table, y, graph };
}

const backends = [
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
] as const;

afterEach(() => void vi.restoreAllMocks());

async function ask(backend: Backend, { x, y, graph }: ReturnType<typeof classifier>, seed: number) {
  const plan = await backend.compile(graph, { maxBatch: 4 });
  plan.write(x, random(6 * 2, seed));
  const answer = await plan.ask(y, 2);
  const stats = plan.stats();
  plan.dispose();
  return { answer, stats };
}

test.each(backends)("the same graph gets the same plan, with the same answers: %s", async (_, open) => {
  const backend = await open();
  const before = backend.bufferBytes;
  const plans = new KeptPlans(backend);

  const kept = [await ask(plans, classifier(), 7), await ask(plans, classifier(), 8)];

  const alone = [await ask(backend, classifier(), 7), await ask(backend, classifier(), 8)];
  expect(kept).toEqual(alone); // counts, too: each starts at nothing
  expect(plans).toMatchObject({ compiled: 1, reused: 1 });
  plans.dispose();
  expect(backend.bufferBytes).toBe(before);
});

test("nothing is compiled or allocated for it", async () => {
  const plans = new KeptPlans(await testBackend());
  await ask(plans, classifier(), 7);
  const made = [
    vi.spyOn(GPUDevice.prototype, "createComputePipelineAsync"),
    vi.spyOn(GPUDevice.prototype, "createBuffer"),
    vi.spyOn(GPUDevice.prototype, "createBindGroup"),
  ];

  await ask(plans, classifier(), 8);

  for (const calls of made) expect(calls).toHaveBeenCalledTimes(0);
  plans.dispose();
});

test("one that is in use is lent to nobody else, and other weights make another", async () => {
  const plans = new KeptPlans(await testTfjs());
  const first = await plans.compile(classifier().graph, { maxBatch: 4 });
  const second = await plans.compile(classifier().graph, { maxBatch: 4 });
  expect(plans).toMatchObject({ compiled: 2, reused: 0 });
  first.dispose();
  second.dispose();

  const compile = async (graph: Graph, maxBatch: number) =>
    void (await plans.compile(graph, { maxBatch })).dispose();

  await compile(classifier(random(3, 5)).graph, 4);
  expect(plans).toMatchObject({ compiled: 3, reused: 0 });
  await compile(classifier().graph, 2);
  expect(plans).toMatchObject({ compiled: 4, reused: 0 });
  await compile(classifier().graph, 4);
  expect(plans).toMatchObject({ compiled: 4, reused: 1 });
  plans.dispose();
});

test.each(backends)("a plan with room enough along an axis does for fewer: %s", async (_, open) => {
  const plans = new KeptPlans(await open());
  const pixels = random(8 * 4, 3);
  const run = async (most: number) => {
    const { x, table, y, graph } = rows(most);
    const plan = await plans.compile(graph, { maxBatch: 1 });
    plan.write(x, pixels);
    plan.write(
      table,
      Uint32Array.from({ length: most }, (_, i) => (i * 3) % 8),
    );
    const answer = await plan.ask(y, 1);
    plan.dispose();
    return [...answer.subarray(0, 4 * most)];
  };
  const expected = (most: number) =>
    Array.from({ length: 4 * most }, (_, i) => pixels[((Math.floor(i / 4) * 3) % 8) * 4 + (i % 4)]);

  for (const most of [20, 9, 30, 33, 31]) expect(await run(most)).toEqual(expected(most));

  expect(plans).toMatchObject({ compiled: 2, reused: 3 }); // for 30 there is made room for 34
  plans.dispose();
});

test("where the device is full, plans that wait make room", async () => {
  const backend = await testTfjs();
  const before = backend.bufferBytes;
  let full = false;
  const compile: Backend["compile"] = async (graph, options) => {
    if (full && backend.bufferBytes > before) throw new EngineError("out-of-memory", "no room");
    return backend.compile(graph, options);
  };
  const plans = new KeptPlans({ ...backend, compile });
  (await plans.compile(classifier().graph, { maxBatch: 4 })).dispose();
  expect(backend.bufferBytes).toBeGreaterThan(before);

  full = true;
  const other = await plans.compile(classifier(random(3, 5)).graph, { maxBatch: 8 });

  expect(plans.compiled).toBe(2);
  other.dispose();
  plans.dispose();
});

test("a plan that is let go while it works ends as ever", async () => {
  const plans = new KeptPlans(await testTfjs());
  const { x, y, graph } = classifier();
  const plan = await plans.compile(graph, { maxBatch: 4 });
  plan.write(x, random(6, 7));
  const asked = plan.ask(y, 1);
  plan.dispose();
  await asked.catch(() => undefined);

  (await plans.compile(classifier().graph, { maxBatch: 4 })).dispose();

  expect(plans).toMatchObject({ compiled: 2, reused: 0 });
  plans.dispose();
});

test("the device idles while nothing is asked of it", async () => {
  const { x, y, graph } = classifier();
  const backend = await testTfjs();
  const slow: Backend = {
    ...backend,
    async compile(graph, options) {
      const plan = await backend.compile(graph, options);
      const ask: typeof plan.ask = async (value, batch) => {
        await new Promise((resolve) => setTimeout(resolve, 120));
        return plan.ask(value, batch);
      };
      return {
        ...plan,
        ask,
        write: (value, data) => plan.write(value, data),
        stats: () => plan.stats(),
        dispose: () => plan.dispose(),
      };
    },
  };
  const plans = new KeptPlans(slow);
  const plan = await plans.compile(graph, { maxBatch: 1 });
  plan.write(x, random(6, 7));
  await new Promise((resolve) => setTimeout(resolve, 120));
  const before = plans.deviceIdle;
  await Promise.all([plan.ask(y, 1), plan.ask(y, 1)]);
  const after = plans.deviceIdle;
  plan.dispose();
  plans.dispose();

  expect(before).toBe(1);
  expect(after).toBeGreaterThan(0.2);
  expect(after).toBeLessThan(0.8);
});
