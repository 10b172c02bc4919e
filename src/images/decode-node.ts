/** @file Pictures in Node: `.npy`, PNG and JPEG. */

import { decode as decodePng } from "fast-png";
import jpeg from "jpeg-js";
import { EngineError } from "../errors.ts";
import { type ImageHeader, readHeader } from "./header.ts";
import { npyPicture } from "./npy-picture.ts";
import { MOST_PIXELS, type Picture } from "./picture.ts";
import { overWhite, turn } from "./pixels.ts";

/**
 * Decodes the bytes of a file. Gray pictures have one channel, all others three; transparent parts lie on white; 16
 * bits become 8; EXIF's orientation is applied. Colour profiles are ignored.
 *
 * Throws EngineError("bad-image") that names what the file is instead, or what is wrong with it.
 */
export async function decodePicture(bytes: Uint8Array, name?: string): Promise<Picture> {
  const label = name || "the picture";
  const header = readHeader(bytes, label);
  if (header.format === "npy") return npyPicture(bytes, label);
  if (header.format === "other")
    throw new EngineError(
      "bad-image",
      `${label} is ${header.kind}; PNG, JPEG and .npy are read: save it as one of them`,
    );
  try {
    return header.format === "png" ? fromPng(bytes, header) : fromJpeg(bytes, header);
  } catch (cause) {
    const message = `${label} is ${header.kind}, but damaged or incomplete: ${(cause as Error).message}`;
    throw new EngineError("bad-image", message, { cause });
  }
}

/** The colour type of a PNG whose pixels are numbers of a palette. */
const INDEXED = 3;

function fromPng(bytes: Uint8Array, { gray }: ImageHeader): Picture {
  const interlaced = bytes[28] === 1;
  if (interlaced && bytes[24] < 8)
    throw new Error(`interlaced with ${bytes[24]} bits, which is not read here`);
  const { width, height, depth, channels, data, palette, transparency } = decodePng(bytes, {
    checkCrc: true,
  });
  const samples = depth < 8 ? unpack(data as Uint8Array, width * channels, height, depth) : data;
  const most = 2 ** depth - 1;

  if (bytes[25] === INDEXED) {
    const rgba = new Uint8Array(width * height * 4).fill(255);
    samples.forEach((index, i) => {
      const colour = palette?.[index];
      if (!colour) throw new Error(`it uses colour ${index} of a palette of ${palette?.length ?? 0}`);
      rgba.set(colour, i * 4);
    });
    return overWhite(rgba, { width, height, channels: 3 }, 255, (i) => rgba[i * 4 + 3] / 255, 4);
  }
  const colours = gray ? 1 : 3;
  const alpha = (i: number) => {
    if (channels > colours) return samples[i * channels + colours] / most;
    return transparency?.every((value, c) => samples[i * channels + c] === value) ? 0 : 1;
  };
  return overWhite(samples, { width, height, channels: colours }, most, alpha, channels);
}

/** Samples of 1, 2 or 4 bits, each row from a byte of its own, the first in the highest bits. */
function unpack(packed: Uint8Array, perRow: number, rows: number, depth: number): Uint8Array {
  const stride = Math.ceil((perRow * depth) / 8);
  return Uint8Array.from({ length: perRow * rows }, (_, i) => {
    const bit = (i % perRow) * depth;
    const byte = packed[Math.floor(i / perRow) * stride + (bit >> 3)];
    return (byte >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  });
}

function fromJpeg(bytes: Uint8Array, { gray, orientation }: ImageHeader): Picture {
  const { width, height, data } = jpeg.decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: MOST_PIXELS / 1e6,
    maxMemoryUsageInMB: 2048,
  });
  const channels = gray ? 1 : 3;
  return turn(
    overWhite(data, { width, height, channels }, 255, () => 1, 3),
    orientation,
  );
}
