import { expect, test } from "vitest";
import { connectLabels } from "./connect-labels.ts";

const cases: [name: string, rows: string[], least: number, most: number, expected: string[]][] = [
  ["two pieces of one label get two labels", ["aba", "aba"], 1, 99, ["012", "012"]],
  ["corners do not connect", ["ab", "ba"], 1, 99, ["01", "23"]],
  ["a small piece goes to the neighbour met last", ["aaa", "aba", "aaa"], 2, 99, ["000", "000", "000"]],
  ["a piece stops growing at its largest size", ["aaaa"], 1, 2, ["0011"]],
  ["a small piece without a neighbour shares its label with the next", ["abbb"], 2, 99, ["0000"]],
];

test.each(cases)("%s", (_, rows, least, most, expected) => {
  const labels = Uint32Array.from(rows.join(""), (letter) => letter.charCodeAt(0));

  const found = connectLabels(labels, rows[0].length, least, most, 0);

  expect([...found].join("")).toBe(expected.join(""));
});

test("labels begin at the start label", () => {
  expect([...connectLabels(Uint32Array.of(5, 5, 7), 3, 1, 99, 1)]).toEqual([1, 1, 2]);
});
