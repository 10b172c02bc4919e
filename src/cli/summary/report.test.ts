import { expect, test } from "vitest";
import type { Layer } from "../../index.node.ts";
import { summaryLines } from "./report.ts";

const layer = (name: string, inputs: string[], parameters = 0, inner?: Layer[]): Layer => ({
  ...{
    name,
    type: "Conv2D",
    outputShape: [4, 4, 8],
    parameters,
    trainable: parameters,
    multiplyAdds: 16,
    inputs,
  },
  ...(inner ? { layers: inner } : {}),
});
const model = (layers: Layer[]) => ({ layers, parameters: 1234, trainable: 1200, multiplyAdds: 1e6 });

test("a chain has Keras's columns and totals", () => {
  expect(summaryLines(model([layer("a", [], 1234), layer("b", ["a"])]))).toEqual([
    "Layer (type)  Output Shape     Param #  Multiply-adds",
    "─────────────────────────────────────────────────────",
    "a (Conv2D)    (None, 4, 4, 8)    1,234             16",
    "b (Conv2D)    (None, 4, 4, 8)        0             16",
    "─────────────────────────────────────────────────────",
    "Total params: 1,234",
    "Trainable params: 1,200",
    "Non-trainable params: 34",
    "Multiply-adds: 1,000,000",
  ]);
});

test("where the model branches, rows say what they read", () => {
  const lines = summaryLines(model([layer("a", []), layer("b", ["a"]), layer("sum", ["a", "b"])]));

  expect(lines[0]).toMatch(/Connected to$/);
  expect(lines[4]).toMatch(/^sum .* a, b$/);
});

test("layers of an inner model are shown when asked for, under it", () => {
  const layers = [layer("block", [], 5, [layer("inner", [], 5)])];

  expect(summaryLines(model(layers)).join()).not.toContain("inner");
  expect(summaryLines(model(layers), { nested: true })[3]).toMatch(/^ {2}inner \(Conv2D\)/);
});
