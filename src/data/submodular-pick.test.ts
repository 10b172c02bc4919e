import { expect, test } from "vitest";
import { gridRow, submodularPick } from "./submodular-pick.ts";

test("picks what covers most that is important, then what adds most", () => {
  // importance: sqrt of the column sums, 2, 1, 1, 3
  const rows = [
    [4, 0, 0, 0],
    [0, 1, 1, 0],
    [0, 0, 0, 9],
    [0, 0, 0, 0],
  ];

  const picked = submodularPick(rows, 3);

  // of rows 0 and 1, which both add 2, lime takes the later
  expect(picked.map(({ row }) => row)).toEqual([2, 1, 0]);
  expect(picked.map(({ coverage }) => coverage)).toEqual([3 / 7, 5 / 7, 1]);
});

test("signs do not count, and no more is picked than there is", () => {
  expect(
    submodularPick(
      [
        [-4, 0],
        [0, 1],
      ],
      9,
    ).map(({ row }) => row),
  ).toEqual([0, 1]);
  expect(submodularPick([], 3)).toEqual([]);
});

test("a map on a grid keeps its strongest cells", () => {
  const map = [1, 1, 0, 0, 1, 1, 0, -3, 0, 0, 2, 0, 0, 0, 0, 0];

  expect([...gridRow(map, [4, 4], 2, 4)]).toEqual([4, 3, 0, 2]);
  expect([...gridRow(map, [4, 4], 2, 2)]).toEqual([4, 3, 0, 0]);
});
