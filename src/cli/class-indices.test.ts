import { expect, test } from "vitest";
import { EngineError } from "../errors.ts";
import { classIndices } from "./class-indices.ts";

const classes = ["angry", "happy", "sea lion"];

test.each([
  ["1", [1]],
  ["2,0", [2, 0]],
  ["happy", [1]],
  ["Happy, sea lion,0", [1, 2, 0]],
])("%s", (text, indices) => {
  expect(classIndices(text, classes)).toEqual(indices);
});

test("an index comes before a name that looks like one", () => {
  expect(classIndices("1", ["1", "0"])).toEqual([1]);
});

test.each([
  ["3", "--class is '3'; it takes indices from 0 to 2 and names: angry, happy, sea lion"],
  ["-1", "--class is '-1'"],
  ["1,,2", "--class is '1,,2'"],
  ["hapy", "--class is 'hapy'; it takes indices from 0 to 2 and names; did you mean happy?"],
])("refuses %s", (text, says) => {
  expect(() => classIndices(text, classes)).toThrow(says);
  expect(() => classIndices(text, classes)).toThrow(EngineError);
});

test("lists twenty names at most", () => {
  const many = Array.from({ length: 23 }, (_, i) => `kind ${i}`);

  expect(() => classIndices("joy", many)).toThrow(/names: kind 0, .*, kind 19 and 3 more$/);
});
