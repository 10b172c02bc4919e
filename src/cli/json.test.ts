import { expect, test } from "vitest";
import { jsonText } from "./json.ts";

test("typed arrays are lists, and numbers stand in one line", () => {
  const value = { a: Float32Array.of(0.5, 1), b: [[1, 2], "x"], c: {}, d: [], e: undefined };

  expect(jsonText(value)).toBe(
    ["{", ' "a": [0.5,1],', ' "b": [', "  [1,2],", '  "x"', " ],", ' "c": {},', ' "d": []', "}"].join("\n"),
  );
});

test.each([
  ["null, numbers and words", [null, 1.5, "ü\n", true, false]],
  ["nested objects", { a: { b: [{ c: 1 }, { c: 2 }] }, "a b": "" }],
  [
    "what JSON has no word for",
    { nan: Number.NaN, infinite: [Number.POSITIVE_INFINITY, 1], hole: [undefined] },
  ],
])("reads as JSON.stringify would have it: %s", (_, value) => {
  expect(JSON.parse(jsonText(value))).toEqual(JSON.parse(JSON.stringify(value)));
});
