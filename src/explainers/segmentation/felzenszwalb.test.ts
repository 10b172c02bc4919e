import { expect, test } from "vitest";
import { felzenszwalb } from "./felzenszwalb.ts";
import { toPlanes } from "./planes.ts";

const labelsOf = (rows: string[], scale: number, minSize: number) => {
  const data = Float64Array.from(rows.join(""), Number);
  const labels = felzenszwalb(toPlanes(data, rows.length, rows[0].length, 1), { scale, minSize });
  return [...labels].join("");
};

test("equal colours join, others do not", () => {
  expect(labelsOf(["0055", "0055"], 1, 1)).toBe("00110011");
});

test("diagonal neighbours join", () => {
  expect(labelsOf(["05", "50"], 1, 1)).toBe("0110");
});

test("a large scale joins what differs", () => {
  expect(labelsOf(["01", "01"], 255 * 4, 1)).toBe("0000");
});

test("what is too small joins its nearest neighbour in colour", () => {
  expect(labelsOf(["0003999"], 1, 2)).toBe("0000111");
});
