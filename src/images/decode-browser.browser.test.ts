import { encode } from "fast-png";
import { expect, test } from "vitest";
import { grayJpeg, oriented } from "../../test/pictures.ts";
import { EngineError } from "../errors.ts";
import { decodePicture } from "./decode-browser.ts";
import { writeNpy } from "./npy.ts";

const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (i * i * 31 + i * 17) % 256);
const asBytes = (bytes: Uint8Array) => Uint8Array.from(bytes);

test.each([1, 3] as const)("a PNG of %i channels keeps them, and its bytes", async (channels) => {
  const data = noise(7 * 5 * channels);

  const picture = await decodePicture(asBytes(encode({ width: 7, height: 5, channels, data })));

  expect(picture).toEqual({ width: 7, height: 5, channels, data, range: [0, 255] });
});

test("what is transparent shows white", async () => {
  const data = Uint8Array.of(0, 100, 255, 51, 9, 9, 9, 0);

  const picture = await decodePicture(asBytes(encode({ width: 2, height: 1, channels: 4, data })));

  [204, 224, 255, 255, 255, 255].forEach((value, i) => {
    expect(Math.abs(picture.data[i] - value)).toBeLessThan(2);
  });
});

test("a gray JPEG stays gray, and is turned upright", async () => {
  const picture = await decodePicture(oriented(grayJpeg, 6));

  expect([picture.width, picture.height, picture.channels]).toEqual([4, 6, 1]);
  expect(picture.data.indexOf(Math.max(...picture.data) as never)).toBe(20);
});

test("an array", async () => {
  const picture = await decodePicture(writeNpy([1, 2], Float32Array.of(0, 1)));

  expect(picture).toMatchObject({ width: 2, height: 1, channels: 1, range: [0, 1] });
});

test("another format that this browser reads", async () => {
  const canvas = new OffscreenCanvas(4, 3);
  canvas.getContext("2d")!.fillRect(0, 0, 4, 3);
  const webp = await canvas.convertToBlob({ type: "image/webp" });

  const picture = await decodePicture(new Uint8Array(await webp.arrayBuffer()));

  expect(picture).toMatchObject({ width: 4, height: 3, channels: 3 });
});

test.each([
  ["a HEIC picture", new TextEncoder().encode("\0\0\0\x18ftypheic"), "which this browser does not read"],
  [
    "a damaged PNG",
    asBytes(encode({ width: 7, height: 5, channels: 1, data: noise(35) })).subarray(0, 40),
    "damaged",
  ],
  ["a web page", new TextEncoder().encode("<html>"), "web page"],
])("not a usable picture: %s", async (_, bytes, says) => {
  const error = await decodePicture(asBytes(bytes), "a.png").catch((error) => error);

  expect(error).toBeInstanceOf(EngineError);
  expect(error.message).toContain(says);
});
