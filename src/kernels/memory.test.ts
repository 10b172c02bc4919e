import { expect, test } from "vitest";
import { GraphBuilder } from "../graph/graph.ts";
import { planMemory, slotBytes } from "./memory.ts";
import { activation } from "./ops/activation.ts";
import { add } from "./ops/binary.ts";
import { flatten } from "./ops/reshape.ts";

const relu = { kind: "relu" } as const;

test("a value takes the buffer of one that nobody reads any more", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [4, 4, 2]);
  const values = [x];
  for (let i = 0; i < 5; i++) values.push(activation(g, values[i], relu));
  const { slots, slotOf } = planMemory(g.build([values[5]]));

  expect(values.map((value) => slotOf.get(value))).toEqual([0, 1, 2, 1, 2, 1]);
  expect(slots).toHaveLength(3);
  expect(slots.map((slot) => slotBytes(slot, 3))).toEqual([384, 384, 384]);
});

test("what is read later, and what was asked for, keeps its buffer", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [8]);
  const a = activation(g, x, relu);
  const b = activation(g, a, relu);
  const c = activation(g, b, relu);
  const sum = add(g, a, c);
  const { slotOf } = planMemory(g.build([b, sum]));

  const used = [x, a, b, c, sum].map((value) => slotOf.get(value)!);
  expect(new Set(used).size).toBe(5);
});

test("another shape of a value is the same buffer, for as long as either is read", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [2, 2, 2]);
  const a = activation(g, x, relu);
  const flat = flatten(g, a);
  const b = activation(g, flat, relu);
  const c = activation(g, b, relu);
  const { slotOf } = planMemory(g.build([c]));

  expect(slotOf.get(flat)).toBe(slotOf.get(a));
  expect(slotOf.get(b)).not.toBe(slotOf.get(a));
  expect(slotOf.get(c)).toBe(slotOf.get(a));
});

test("buffers grow with the batch, but for what all samples share", () => {
  const g = new GraphBuilder();
  const shared = g.input("shared", [100], { batched: false });
  const x = g.input("x", [10]);
  const { slots, slotOf } = planMemory(g.build([add(g, x, g.input("y", [10]))]));

  expect(slotBytes(slots[slotOf.get(shared)!], 64)).toBe(400);
  expect(slotBytes(slots[slotOf.get(x)!], 64)).toBe(2560);
});
