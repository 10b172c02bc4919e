import { expect, test } from "vitest";
import { limeResult, picture } from "../../../test/fake-engine.ts";
import { usualLook } from "../drawing/tint.ts";
import { catalogue } from "../strings/strings.ts";
import { fileName, toJson, toPng } from "./save.ts";

const result = limeResult(1000, true);
const shown = { result, picture, classIndex: 1, explanation: result.explanations[1], look: usualLook };

test("JSON has the label map as a plain list, and all the rest as it is", () => {
  const read = JSON.parse(toJson(result));

  expect(read.segments.labels).toEqual([...result.segments.labels]);
  expect({ ...read, segments: 0 }).toEqual({ ...result, segments: 0 });
});

test.each([
  ["happy", "limelight-lime-happy"],
  ["../a b/<i>", "limelight-lime-a-b-i"],
  ["快樂", "limelight-lime-快樂"],
  ["?", "limelight-lime-1"],
])("the file of '%s' is called %s", (name, expected) => {
  expect(fileName({ ...shown, result: { ...result, classes: ["", name, ""] } })).toBe(expected);
});

test("the PNG has the picture, and under it the legend from blue to orange", async () => {
  const bitmap = await createImageBitmap(await toPng(catalogue.en, shown));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const at = (x: number, y: number) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)];

  expect([bitmap.width, bitmap.height]).toEqual([720, 720 + 84]);
  expect(at(100, 739)).toEqual([0x0b, 0x4a, 0x9e]);
  expect(at(620, 739)).toEqual([0x96, 0x3c, 0x00]);
  expect(at(360, 739)).toEqual([0x1b, 0x1b, 0x1a]); // zero
});
