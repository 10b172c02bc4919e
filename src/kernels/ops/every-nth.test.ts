import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder } from "../../graph/graph.ts";
import { everyNth } from "./every-nth.ts";
import { record } from "./record.ts";

const step = (g: GraphBuilder) => g.input("step", [1], { batched: false });

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each([1, 3, 4])("every %ith step is the first value's", async (n) => {
    const g = new GraphBuilder();
    const inputs = [g.input("a", [5, 3]), g.input("b", [5, 3]), step(g)];
    const [a, b] = [random(45, 1), random(45, 2)];
    const y = everyNth(g, inputs[0], inputs[1], inputs[2], n);

    const firsts = [];
    for (let i = 0; i < 8; i++) {
      const found = await evaluate(await open(), g, inputs, [a, b, Float32Array.of(i)], y);
      expect([[...a], [...b]]).toContainEqual([...found]);
      if (found[44] === a[44]) firsts.push(i);
    }

    expect(firsts).toEqual([0, 1, 2, 3, 4, 5, 6, 7].filter((i) => (i + 1) % n === 0));
  });

  test("a number is recorded at its step and nowhere else", async () => {
    const g = new GraphBuilder();
    const inputs = [g.input("curve", [5]), g.input("value", [1]), step(g)];
    const curve = Float32Array.from({ length: 15 }, (_, i) => i);
    const value = Float32Array.of(-1, Number.POSITIVE_INFINITY, -3);
    const y = record(g, inputs[0], inputs[1], inputs[2]);
    const at = async (i: number) => [
      ...(await evaluate(await open(), g, inputs, [curve, value, Float32Array.of(i)], y)),
    ];

    expect(await at(0)).toEqual([-1, 1, 2, 3, 4, Number.POSITIVE_INFINITY, 6, 7, 8, 9, -3, 11, 12, 13, 14]);
    expect(await at(4)).toEqual([0, 1, 2, 3, -1, 5, 6, 7, 8, Number.POSITIVE_INFINITY, 10, 11, 12, 13, -3]);
    expect(await at(5)).toEqual([...curve]);
  });
});

test("says what does not fit", () => {
  const g = new GraphBuilder();
  const [a, b, at] = [g.input("a", [2]), g.input("b", [3]), step(g)];

  expect(() => everyNth(g, a, b, at, 2)).toThrow("everyNth: needs values of one shape");
  expect(() => everyNth(g, a, a, a, 2)).toThrow("everyNth: needs one number for all samples as its step");
  expect(() => everyNth(g, a, a, at, 0)).toThrow("everyNth: n is 0; a whole number from 1 is needed");
  expect(() => record(g, a, b, at)).toThrow("needs a curve [steps] and one number, but got [2] and [3]");
});
