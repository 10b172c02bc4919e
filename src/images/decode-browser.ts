/** @file Pictures in a browser's worker: `.npy`, and whatever this browser can show. */

import { EngineError } from "../errors.ts";
import { readHeader } from "./header.ts";
import { npyPicture } from "./npy-picture.ts";
import { checkSize, type Picture } from "./picture.ts";
import { overWhite } from "./pixels.ts";

/**
 * Decodes the bytes of a file, as `decode-node.ts` does: gray PNG and JPEG pictures have one channel, all others
 * three; transparent parts lie on white; EXIF's orientation is applied; colour profiles are ignored. PNG pictures give
 * the same bytes in both places, half-transparent ones within 1; JPEG decoders differ by a few levels.
 *
 * Throws EngineError("bad-image") that names what the file is instead, or that this browser cannot read it.
 */
export async function decodePicture(bytes: Uint8Array<ArrayBuffer>, name?: string): Promise<Picture> {
  const label = name || "the picture";
  const { format, kind, gray } = readHeader(bytes, label);
  if (format === "npy") return npyPicture(bytes, label);
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes]), { colorSpaceConversion: "none" });
  } catch (cause) {
    const why =
      format === "other" ? "which this browser does not read: save it as PNG" : "but damaged or incomplete";
    throw new EngineError("bad-image", `${label} is ${kind}, ${why}`, { cause });
  }
  try {
    const { width, height } = bitmap;
    checkSize(height, width);
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    return overWhite(data, { width, height, channels: gray ? 1 : 3 }, 255, () => 1, 4);
  } finally {
    bitmap.close();
  }
}
