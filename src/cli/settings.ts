/** @file Options that all commands share as options of the engine: the backend, the model, the picture. */

import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { EngineError } from "../errors.ts";
import type { EngineOptions, ModelOptions, ModelSource } from "../index.node.ts";
import type { Given } from "./options.ts";
import { defined, numbers, oneOf } from "./values.ts";

const BACKENDS = ["webgpu", "wasm", "cpu"] as const;

/** The sample's files lie beside the built script. */
const sample = (name: string): string => fileURLToPath(new URL(`./sample/${name}`, import.meta.url));

export function engineOptions({ backend, precision }: Given): EngineOptions {
  return defined({
    backend: backend && oneOf("backend", backend, BACKENDS),
    precision: precision && oneOf("precision", precision, ["f32", "f16"]),
  });
}

/** One file, or several that belong together. Throws EngineError("bad-model") for one that cannot be read. */
export function modelSource({ model }: Given): ModelSource {
  if (model === undefined) return sample("emotion.json");
  if (!model.includes(",") || existsSync(model)) return model;
  return model.split(",").map((path) => ({ name: basename(path), bytes: bytesOf(path) }));
}

export const imageSource = ({ image }: Given): string => image ?? sample("astronaut-face.png");

export function modelOptions(given: Given): ModelOptions {
  return defined({
    range: given.range && (numbers("range", given.range, 2) as unknown as readonly [number, number]),
    mean: given.mean && numbers("mean", given.mean),
    std: given.std && numbers("std", given.std),
    channels: given.channels && oneOf("channels", given.channels, ["gray", "rgb", "bgr"]),
    classNames: given["class-names"] && classNames(given["class-names"]),
  });
}

/** Names with commas between, or the lines of a file. */
function classNames(text: string): string[] {
  if (!existsSync(text)) return text.split(",").map((name) => name.trim());
  const lines = readFileSync(text, "utf8")
    .split(/\r?\n/)
    .map((line) => line.trim());
  return lines.filter(Boolean);
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new EngineError("bad-model", `${path} could not be read: ${(cause as Error).message}`, { cause });
  }
}
