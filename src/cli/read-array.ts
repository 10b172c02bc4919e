/** @file Arrays that options are given as files. */

import { existsSync, readFileSync } from "node:fs";
import { EngineError } from "../errors.ts";
import type { InputArray } from "../explainers/input-array.ts";
import type { GivenLabels } from "../explainers/segmentation/segmentation.ts";
import { type Npy, readNpy } from "../images/npy.ts";
import { numbers } from "./values.ts";

/**
 * The model's input, [h, w, c] or [h, w], or several of them. Throws EngineError("bad-option") for what is no such file; whether the
 * shape fits the model, the engine says.
 */
export function readInput(option: string, path: string, most: 3 | 4): InputArray {
  const { shape, data } = read(option, path);
  if (shape.length < 2 || shape.length > most) {
    const help = `it takes ${most === 4 ? "[h, w, c], [h, w] or [filters, h, w, c]" : "[h, w, c] or [h, w]"}`;
    throw new EngineError("bad-option", `--${option}: ${path} has shape [${shape.join(", ")}]; ${help}`);
  }
  return {
    shape: shape.length === 2 ? [...shape, 1] : shape,
    data: Float32Array.from(data as ArrayLike<number | bigint>, Number),
  };
}

/** A label map [h, w]. Throws EngineError("bad-option"); whether it fits the picture, the engine says. */
export function readLabels(option: string, path: string): GivenLabels {
  const { shape, data } = read(option, path);
  if (shape.length !== 2)
    throw new EngineError(
      "bad-option",
      `--${option}: ${path} has shape [${shape.join(", ")}]; it takes [h, w]`,
    );
  const labels = Array.from(data as ArrayLike<number | bigint>, Number);
  return { algorithm: "labels", height: shape[0], width: shape[1], labels };
}

/** Numbers with commas between, or those of a file. Throws EngineError("bad-option"). */
export function readVector(name: string, text: string): number[] {
  if (!existsSync(text)) return numbers(name, text);
  return Array.from(read(name, text).data as ArrayLike<number | bigint>, Number);
}

function read(option: string, path: string): Npy {
  try {
    return readNpy(readFileSync(path));
  } catch (cause) {
    throw new EngineError("bad-option", `--${option}: ${path}: ${(cause as Error).message}`, { cause });
  }
}
