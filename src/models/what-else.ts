/** @file What a file is that is no model we read, and what to do about it. */

import { EngineError } from "../errors.ts";
import type { NamedBytes } from "./model.ts";

const starts =
  (...bytes: number[]) =>
  (head: Uint8Array) =>
    bytes.every((byte, i) => head[i] === byte);
const text = (pattern: RegExp) => (head: Uint8Array) => pattern.test(new TextDecoder("latin1").decode(head));

const READ =
  "Keras .keras and .h5 files, TensorFlow.js models (model.json with its .bin files) and ONNX models are read";

/** In the order they are tried. */
const kinds: readonly [recognise: (head: Uint8Array, name: string) => boolean, advice: string][] = [
  [(head) => head.length === 0, "is empty; copy or download it again"],
  [
    text(/^\s*<(!doctype|html|\?xml)/i),
    "is a web page, not a model: perhaps a login or an error page was saved; download the file itself",
  ],
  [
    (head, name) => starts(0x50, 0x4b)(head) && (/\.pth?$/i.test(name) || text(/data\.pkl/)(head)),
    "is a PyTorch checkpoint, which holds no architecture; convert the model to Keras .h5",
  ],
  [starts(0x50, 0x4b), "is a zip archive; unpack it, and give the model that is in it"],
  [starts(0x1f, 0x8b), "is compressed with gzip; unpack it first"],
  [
    (head, name) => /\.tflite$/i.test(name) || text(/^.{4}TFL3/s)(head),
    "is a TensorFlow Lite model, which is not read; give the Keras model it was made from",
  ],
  [
    (_, name) => /\.pb$/i.test(name),
    'is part of a TensorFlow SavedModel, which is not read; load it in Keras and save it with model.save("model.h5")',
  ],
  [
    (head, name) => /\.(pkl|pickle|pth?)$/i.test(name) || starts(0x80, 0x02)(head),
    "is a Python pickle, which is not read: it can run code",
  ],
  [starts(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), "is a NumPy array, not a model"],
  [
    (head) => starts(0x89, 0x50, 0x4e, 0x47)(head) || starts(0xff, 0xd8, 0xff)(head),
    "is a picture, not a model",
  ],
  [
    starts(0x89, 0x48, 0x44),
    "begins like HDF5, but its signature is damaged, as by a transfer as text; copy it in binary mode",
  ],
  [
    (_, name) => /\.safetensors$/i.test(name),
    'holds weights without their architecture; load them in Keras and save the model with model.save("model.h5")',
  ],
  [(_, name) => /\.bin$/i.test(name), "holds weights; give model.json together with it"],
];

/** Begins with a brace or a quotation mark, after white space or a byte order mark. */
export const looksLikeJson = (bytes: Uint8Array): boolean =>
  /^\s*[{"]/.test(new TextDecoder().decode(bytes.subarray(0, 64)));

/** The error to throw; `json` is the first file that could be parsed as JSON. */
export function whatElse(
  files: readonly NamedBytes[],
  json: Record<string, unknown> | undefined,
): EngineError {
  if (!files.length) return new EngineError("bad-model", "no file was given");
  if (json)
    return new EngineError(
      "bad-model",
      `${nameOf(files.find(({ bytes }) => looksLikeJson(bytes))!)} ${aboutJson(json)}`,
    );
  for (const [recognise, advice] of kinds) {
    const found = files.find(({ bytes, name }) => recognise(bytes.subarray(0, 512), name));
    if (found) return new EngineError("bad-model", `${nameOf(found)} ${advice}`);
  }
  const [{ bytes }] = files;
  const said = looksLikeJson(bytes)
    ? "begins like JSON, but is not: it is damaged or cut off"
    : "is no model that is known here";
  return new EngineError("bad-model", `${nameOf(files[0])} (${bytes.length} bytes) ${said}; ${READ}`);
}

const nameOf = ({ name }: NamedBytes) => (name ? `'${name}'` : "the file");

function aboutJson(json: Record<string, unknown>): string {
  if (json.class_name)
    return "is the architecture of a Keras model; give the file with its weights together with it";
  return `is JSON, but no model: it has no modelTopology and no class_name; ${READ}`;
}
