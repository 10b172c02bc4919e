import { expect, test } from "vitest";
import { EngineError } from "../errors.ts";
import { matchClasses } from "./match-classes.ts";

const classes = ["angry", "happy", "sad"];

test.each([
  ["by name, in any order and case", ["Sad", "angry"], [2, 0]],
  ["by number", ["0", "1", "2"], [0, 1, 2]],
  ["by number, though the last do not occur", ["0", "1"], [0, 1]],
])("%s", (_, labels, classOf) => {
  expect(matchClasses(labels, classes)).toEqual({ classOf, warnings: [] });
});

test("as many other names are matched by order, with a warning", () => {
  const { classOf, warnings } = matchClasses(["a", "b", "c"], classes);

  expect(classOf).toEqual([0, 1, 2]);
  expect(warnings[0]).toContain("a is taken for angry, b is taken for happy");
});

test.each([
  [["angry", "cat"], "none that is called cat; its classes are angry, happy, sad"],
  [["a", "b"], "none that is called a, b"],
  [["0", "1", "2", "3"], "has 4 classes"],
])("refuses %j", (labels, says) => {
  expect(() => matchClasses(labels, classes)).toThrow(says);
  expect(() => matchClasses(labels, classes)).toThrow(EngineError);
});
