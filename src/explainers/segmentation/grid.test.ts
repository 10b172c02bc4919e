import { expect, test } from "vitest";
import { gridLabels } from "./grid.ts";

const cases: [height: number, width: number, rows: number, columns: number, expected: string][] = [
  [4, 4, 2, 2, "0011001122332233"],
  [1, 5, 1, 2, "00011"],
  [3, 2, 3, 1, "001122"],
  [2, 3, 1, 1, "000000"],
];

test.each(cases)("%ix%i pixels in %i rows and %i columns", (height, width, rows, columns, expected) => {
  expect([...gridLabels(height, width, rows, columns)].join("")).toBe(expected);
});

test("more rectangles than pixels are refused", () => {
  expect(() => gridLabels(4, 6, 5, 2)).toThrow("take at most 4 rows and 6 columns");
});
