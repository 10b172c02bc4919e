import { expect, test } from "vitest";
import { layer } from "../../../test/fake-model.ts";
import { rate, seconds } from "../drawing/format.ts";
import { shownName } from "./layers.ts";

test.each([
  ["a graph's folders", ["input_1", "S/model/conv/Relu", "S/model/dense/MatMul"], "conv/Relu"],
  ["folders of some", ["input_1", "S/model/conv/Relu", "T/dense"], "S/model/conv/Relu"],
  ["the only one with folders", ["input_1", "S/model/conv/Relu"], "Relu"],
  ["no folders", ["input_1", "conv"], "conv"],
])("layers are shown without the folders that all share: %s", (_, names, shown) => {
  const layers = names.map((name) => layer(name, "Conv2D", [1]));

  expect(shownName({ layers }, names[1])).toBe(shown);
  expect(shownName({ layers }, "input_1")).toBe("input_1");
});

test.each([
  [0, "0.00"],
  [12, "0.01"],
  [640, "0.6"],
  [9949, "9.9"],
  [1_240_000, "1,240"],
])("%d milliseconds are %s seconds", (milliseconds, text) => {
  expect(seconds(milliseconds)).toBe(text);
});

test.each([
  [0.327, "0.33"],
  [9.94, "9.9"],
  [1240.4, "1,240"],
])("%d a second is %s", (value, text) => {
  expect(rate(value)).toBe(text);
});
