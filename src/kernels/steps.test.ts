import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../test/device.ts";
import { GraphBuilder, type Value } from "../graph/graph.ts";
import { planMemory } from "./memory.ts";
import { activation } from "./ops/activation.ts";
import { add, scaled } from "./ops/binary.ts";
import { gatherRows } from "./ops/gather.ts";
import { splitSteps } from "./steps.ts";

const backends = [
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
] as const;

/** relu(2 * same) + own, where `same` is one for all samples. */
function twoParts() {
  const g = new GraphBuilder();
  const same = g.input("same", [4], { batched: false });
  const own = g.input("own", [4]);
  const y = add(g, activation(g, scaled(g, same, 2), { kind: "relu" }), own);
  return { graph: g.build([y]), same, own, y };
}

test.each(backends)("what depends on no sample runs once, until it is written again: %s", async (_, open) => {
  const { graph, same, own, y } = twoParts();
  const plan = await (await open()).compile(graph, { maxBatch: 2 });
  const steps: number[] = [];
  const ask = async (batch: number) => {
    const before = plan.stats().dispatches;
    const numbers = [...(await plan.ask(y, batch))];
    steps.push(plan.stats().dispatches - before);
    return numbers;
  };

  plan.write(same, Float32Array.of(1, -1, 2, 3));
  plan.write(own, Float32Array.of(1, 1, 1, 1, 10, 10, 10, 10));
  expect(await ask(2)).toEqual([3, 1, 5, 7, 12, 10, 14, 16]);
  plan.write(own, Float32Array.of(5, 5, 5, 5));
  expect(await ask(1)).toEqual([7, 5, 9, 11]);
  plan.write(same, Float32Array.of(0, 1, 0, 0));
  expect(await ask(1)).toEqual([5, 7, 5, 5]);
  plan.dispose();

  expect(steps).toEqual([3, 1, 3]);
  expect(plan.stats().submits).toBe(3);
});

test.each(backends)("along an axis there are as many as were written: %s", async (_, open) => {
  const g = new GraphBuilder();
  const along = { name: "rows", most: 5 };
  const rows: Value = { name: "rows", shape: [1, 1, 2], batched: true, along };
  const table: Value = { name: "table", shape: [3], batched: true };
  const y: Value = { name: "y", shape: [1, 3, 2], batched: true };
  const twice = scaled(g, rows, 2);
  const doubled = { ...twice, along };
  const nodes = [...g.nodes.map((node) => ({ ...node, output: doubled })), gatherRows(doubled, table, y)];
  const plan = await (await open()).compile(
    { nodes, inputs: [rows, table], weights: g.weights, outputs: [y] },
    { maxBatch: 2 },
  );

  for (const start of [0, 10]) {
    plan.write(rows, Float32Array.of(start, 1, 2, 3, 4, 5, ...(start ? [6, 7] : [])));
    plan.write(table, Uint32Array.of(2, 0, 0xffffffff, start ? 3 : 1, 1, 0));
    const last = start ? [12, 14] : [4, 6];
    expect([...(await plan.ask(y, 2))]).toEqual([8, 10, 2 * start, 2, 0, 0, ...last, 4, 6, 2 * start, 2]);
  }
  plan.dispose();
});

test("what is carried, and what depends on it, runs each time", () => {
  const { graph, same } = twoParts();

  const names = (carries: { from: Value; to: Value }[]) => {
    const { once, each } = splitSteps(graph, carries);
    return [once.length, each.length];
  };

  expect(names([])).toEqual([2, 1]);
  expect(names([{ from: same, to: same }])).toEqual([0, 3]);
});

test("what runs once keeps its buffer for what runs each time", () => {
  const g = new GraphBuilder();
  const relu = { kind: "relu" } as const;
  const x = activation(g, g.input("own", [4]), relu);
  const same = activation(g, g.input("same", [4], { batched: false }), relu);
  const y = activation(g, add(g, x, same), relu); // whose buffers are all taken but that of `same`
  const { slotOf } = planMemory(g.build([x, activation(g, y, relu)]));

  const others = [...slotOf].filter(([value]) => value !== same).map(([, slot]) => slot);
  expect(others).not.toContain(slotOf.get(same));
});
