import { expect, test } from "vitest";
import { activationsOptions, sheetOptions } from "./options.ts";

test("words become the engine's options, and how the sheet is made", () => {
  const given = { layer: "conv2d_1", normalise: "all", order: "index" };

  expect(activationsOptions(given)).toEqual({ layer: "conv2d_1" });
  expect(sheetOptions(given)).toEqual({ normalise: "all", order: "index" });
  expect([activationsOptions({}), sheetOptions({})]).toEqual([{}, { normalise: "each", order: "ranked" }]);
});

test.each([
  [{ normalise: "none" }, "--normalise is 'none'; it takes each, all"],
  [{ order: "mean" }, "--order is 'mean'; it takes ranked, index"],
])("refuses %j", (given, says) => {
  expect(() => sheetOptions(given)).toThrow(says);
});
