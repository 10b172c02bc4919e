import { crc32, deflateSync } from "node:zlib";
import { encode } from "fast-png";
import jpeg from "jpeg-js";
import { expect, test } from "vitest";
import { grayJpeg, oriented } from "../../test/pictures.ts";
import { EngineError } from "../errors.ts";
import { decodePicture } from "./decode-node.ts";
import { encodePng } from "./encode-png.ts";
import { writeNpy } from "./npy.ts";

/** A PNG from its raw parts: rows without filters. */
function png(size: [w: number, h: number], depth: number, colourType: number, rows: number[][], chunks = {}) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size[0], 0);
  header.writeUInt32BE(size[1], 4);
  header.set([depth, colourType], 8);
  const data = deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row])));
  const parts = Object.entries({ IHDR: header, ...chunks, IDAT: data, IEND: [] }).map(([name, body]) => {
    const named = Buffer.from([...Buffer.from(name), ...(body as number[])]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(named.length - 4, 0);
    frame.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
  });
  return Uint8Array.from(Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...parts]));
}

const PLTE = [10, 20, 30, 40, 50, 60, 70, 80, 90];

test.each<[name: string, file: Uint8Array, channels: number, pixels: number[]]>([
  ["gray stays gray", png([2, 1], 8, 0, [[7, 200]]), 1, [7, 200]],
  ["gray of 1 bit", png([3, 2], 1, 0, [[0b10100000], [0b01000000]]), 1, [255, 0, 255, 0, 255, 0]],
  ["gray of 2 bits", png([3, 1], 2, 0, [[0b00011000]]), 1, [0, 85, 170]],
  ["gray of 4 bits", png([3, 1], 4, 0, [[0x0f, 0x80]]), 1, [0, 255, 136]],
  ["gray of 16 bits", png([2, 1], 16, 0, [[1, 1, 0xff, 0xff]]), 1, [1, 255]],
  ["equal colours stay three", png([1, 1], 8, 2, [[5, 5, 5]]), 3, [5, 5, 5]],
  ["colours of 16 bits", png([1, 1], 16, 2, [[0, 0, 128, 128, 255, 255]]), 3, [0, 128, 255]],
  ["a palette", png([3, 1], 2, 3, [[0b10000100]], { PLTE }), 3, [70, 80, 90, 10, 20, 30, 40, 50, 60]],
  ["a palette, transparent", png([1, 1], 8, 3, [[0]], { PLTE, tRNS: [0] }), 3, [255, 255, 255]],
  ["gray and alpha", png([3, 1], 8, 4, [[100, 255, 100, 0, 0, 51]]), 1, [100, 255, 204]],
  ["colours and alpha", png([1, 1], 8, 6, [[0, 100, 255, 51]]), 3, [204, 224, 255]],
  ["one transparent gray", png([2, 1], 8, 0, [[9, 8]], { tRNS: [0, 9] }), 1, [255, 8]],
  [
    "one transparent colour",
    png([3, 1], 8, 2, [[1, 2, 3, 1, 2, 4, 0, 2, 3]], { tRNS: [0, 1, 0, 2, 0, 3] }),
    3,
    [255, 255, 255, 1, 2, 4, 0, 2, 3],
  ],
])("PNG: %s", async (_, file, channels, pixels) => {
  const picture = await decodePicture(file);

  expect({ channels: picture.channels, range: picture.range }).toEqual({ channels, range: [0, 255] });
  expect([...picture.data]).toEqual(pixels);
});

test("PNG: interlaced", async () => {
  const data = Uint8Array.from({ length: 9 * 5 * 3 }, (_, i) => (i * 7) % 256);

  const picture = await decodePicture(
    encode({ width: 9, height: 5, channels: 3, data }, { interlace: "Adam7" }),
  );

  expect(picture.data).toEqual(data);
});

test("JPEG: gray stays gray", async () => {
  const { width, height, channels, data } = await decodePicture(grayJpeg);

  expect([width, height, channels]).toEqual([6, 4, 1]);
  data.forEach(
    (value, i) => void expect(Math.abs(value - (40 * (i % 6) + 10 * Math.floor(i / 6)))).toBeLessThan(2),
  );
});

test("JPEG: colours", async () => {
  const rgba = Uint8Array.from({ length: 16 * 16 * 4 }, (_, i) => [200, 60, 20, 255][i % 4]);

  const picture = await decodePicture(jpeg.encode({ width: 16, height: 16, data: rgba }, 95).data);

  expect(picture.channels).toBe(3);
  for (const c of [0, 1, 2]) expect(Math.abs(picture.data[c] - rgba[c])).toBeLessThan(4);
});

// where the bright corner (bottom right as stored) and the next one to it along the long side lie
test.each([
  [1, [6, 4], 23],
  [2, [6, 4], 18],
  [3, [6, 4], 0],
  [4, [6, 4], 5],
  [5, [4, 6], 23],
  [6, [4, 6], 20],
  [7, [4, 6], 0],
  [8, [4, 6], 3],
])("JPEG: orientation %i is applied", async (orientation, size, brightest) => {
  const { width, height, data } = await decodePicture(oriented(grayJpeg, orientation));

  expect([width, height]).toEqual(size);
  expect(data.indexOf(Math.max(...data) as never)).toBe(brightest);
});

test.each<[name: string, bytes: Uint8Array, says: RegExp]>([
  ["empty", new Uint8Array(), /a\.png is empty/],
  ["HTML", text("<!DOCTYPE html><p>404"), /web page/],
  ["HTML after blank lines", text("\n\n<html>"), /web page/],
  ["SVG", text("<?xml version='1.0'?>\n<svg xmlns="), /SVG/],
  ["JSON", text('{"a": 1}'), /JSON/],
  ["PDF", text("%PDF-1.7"), /PDF/],
  ["ZIP", text("PK\x03\x04"), /ZIP/],
  ["HDF5", text("\x89HDF\r\n"), /HDF5 file: open it as the model/],
  ["HEIC", text("\0\0\0\x18ftypheic"), /HEIC picture; PNG, JPEG and \.npy are read/],
  ["AVIF", text("\0\0\0\x18ftypavif"), /AVIF picture;/],
  ["WebP", text("RIFF....WEBPVP8 "), /WebP picture;/],
  ["GIF", text("GIF89a"), /GIF picture;/],
  ["TIFF", text("II*\0"), /TIFF/],
  ["a video", text("\0\0\0\x18ftypisom"), /video/],
  ["random bytes", Uint8Array.of(1, 2, 0xab), /begins with the bytes 01 02 ab/],
  ["PNG without a header", png([2, 1], 8, 0, [[7, 200]]).subarray(0, 20), /cut off in its header/],
  ["PNG cut off", png([2, 1], 8, 0, [[7, 200]]).subarray(0, 50), /damaged or incomplete/],
  ["PNG with a row too few", png([2, 2], 8, 0, [[7, 200]]), /damaged or incomplete/],
  ["PNG with a changed byte", changed(png([2, 1], 8, 0, [[7, 200]]), 45), /damaged or incomplete/],
  ["PNG of no palette colour", png([1, 1], 8, 3, [[9]], { PLTE }), /colour 9 of a palette of 3/],
  ["a bomb", png([60000, 60000], 8, 0, []), /60000x60000 pixels; at most/],
  ["no pixels", png([0, 4], 8, 0, []), /a picture of 0x4 pixels/],
  ["JPEG without a header", grayJpeg.subarray(0, 60), /cut off in its header/],
  ["JPEG cut off", grayJpeg.subarray(0, grayJpeg.length - 12), /damaged or incomplete/],
  ["an array of shape [4]", writeNpy([4], new Float32Array(4)), /shape \[4\]/],
])("not a usable picture: %s", async (_, bytes, says) => {
  const error = await decodePicture(bytes, "a.png").catch((error) => error);

  expect(error).toBeInstanceOf(EngineError);
  expect(error.code).toBe("bad-image");
  expect(error.message).toMatch(says);
});

test("a picture in floats becomes a PNG by its range", async () => {
  const floats = Float64Array.of(-1, 0, 1, 2);

  const bytes = encodePng({ width: 2, height: 2, channels: 1, data: floats, range: [-1, 1] });

  expect([...(await decodePicture(bytes)).data]).toEqual([0, 128, 255, 255]);
});

function text(start: string): Uint8Array {
  return Uint8Array.from(start, (c) => c.charCodeAt(0));
}

function changed(bytes: Uint8Array, at: number): Uint8Array {
  bytes[at] ^= 0x40;
  return bytes;
}
