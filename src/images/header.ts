/** @file What a file is, and how large a picture it promises, from its first bytes: known before anything is decoded. */

import { EngineError } from "../errors.ts";
import { isNpy } from "./npy.ts";
import { checkSize } from "./picture.ts";

export interface ImageHeader {
  /** "other": a picture that some browsers can read. */
  readonly format: "npy" | "png" | "jpeg" | "other";
  /** In words: "a WebP picture". */
  readonly kind: string;
  /** One channel. Known of PNG and JPEG. */
  readonly gray: boolean;
  /** As EXIF counts, 1…8; 1 is upright. */
  readonly orientation: number;
}

/** Starts of files, as text with one character for each byte. `.` stands for any. */
const KINDS: readonly (readonly [start: RegExp, kind: string, picture?: "picture"])[] = [
  [/^GIF8/, "a GIF picture", "picture"],
  [/^BM/, "a BMP picture", "picture"],
  [/^RIFF....WEBP/s, "a WebP picture", "picture"],
  [/^....ftyp(avif|avis)/s, "an AVIF picture", "picture"],
  [/^....ftyp(heic|heix|hevc|heim|heis|mif1|msf1)/s, "a HEIC picture", "picture"],
  [/^(II\*\0|MM\0\*)/, "a TIFF picture or a camera's raw file", "picture"],
  [/^....ftyp/s, "a video"],
  [/^%PDF/, "a PDF document"],
  [/^PK/, "a ZIP archive (a .npz, .keras or office file?)"],
  [/^\x1f\x8b/, "compressed by gzip"],
  [/^\x89HDF/, "an HDF5 file: open it as the model"],
  [/^\x80[\x02-\x05]/, "a Python pickle"],
  [/^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<svg/is, "an SVG drawing"],
  [/^\s*<(!doctype|html|head|body)/i, "a web page (HTML): was the address that of the picture itself?"],
  [/^\s*[{[]/, "JSON text"],
];

/** Throws EngineError("bad-image") that says what the file is instead, or that its picture is too large. */
export function readHeader(bytes: Uint8Array, name = "the picture"): ImageHeader {
  const fail = (what: string): never => {
    throw new EngineError("bad-image", `${name} is ${what}`);
  };
  if (bytes.length === 0) fail("empty");
  const start = String.fromCharCode(...bytes.subarray(0, 256));
  if (isNpy(bytes)) return { format: "npy", kind: "a .npy array", gray: false, orientation: 1 };
  if (start.startsWith("\x89PNG")) return readPng(bytes) ?? fail("a PNG picture cut off in its header");
  if (start.startsWith("\xff\xd8")) return readJpeg(bytes) ?? fail("a JPEG picture cut off in its header");
  const [, kind, picture] = KINDS.find(([begin]) => begin.test(start)) ?? fail(unknown(bytes));
  return picture ? { format: "other", kind, gray: false, orientation: 1 } : fail(`not a picture but ${kind}`);
}

function unknown(bytes: Uint8Array): string {
  const first = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0"));
  return `no picture that is known here: it begins with the bytes ${first.join(" ")}`;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

/** https://www.w3.org/TR/png-3/#11IHDR */
function readPng(bytes: Uint8Array): ImageHeader | undefined {
  if (bytes.length < 33) return undefined;
  const view = viewOf(bytes);
  checkSize(view.getUint32(20), view.getUint32(16));
  const colourType = bytes[25];
  return { format: "png", kind: "a PNG picture", gray: colourType === 0 || colourType === 4, orientation: 1 };
}

/** Walks the segments up to the frame header (ITU-T T.81, B.2.2), which has the size. */
function readJpeg(bytes: Uint8Array): ImageHeader | undefined {
  const view = viewOf(bytes);
  let orientation = 1;
  for (let at = 2; at + 10 <= bytes.length; ) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff) return undefined;
    if (marker === 0xff) {
      at++; // fill bytes may stand before a marker
      continue;
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      checkSize(view.getUint16(at + 5), view.getUint16(at + 7));
      return { format: "jpeg", kind: "a JPEG picture", gray: bytes[at + 9] === 1, orientation };
    }
    const length = view.getUint16(at + 2);
    if (marker === 0xe1)
      orientation = exifOrientation(bytes.subarray(at + 4, at + 2 + length)) ?? orientation;
    at += 2 + length;
  }
  return undefined;
}

const ORIENTATION = 0x0112;

/** Tag 0x0112 of the first directory (EXIF 2.32, 4.6.2). */
function exifOrientation(segment: Uint8Array): number | undefined {
  if (segment.length < 14 || !String.fromCharCode(...segment.subarray(0, 6)).startsWith("Exif\0\0"))
    return undefined;
  const view = viewOf(segment.subarray(6));
  const little = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, little);
  if (first + 2 > view.byteLength) return undefined;
  const entries = view.getUint16(first, little);
  for (let i = 0, at = first + 2; i < entries && at + 12 <= view.byteLength; i++, at += 12) {
    if (view.getUint16(at, little) !== ORIENTATION) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
