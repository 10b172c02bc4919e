/** @file Arrays that an ascent is given as files. */

import { existsSync, readFileSync } from "node:fs";
import { EngineError } from "../../errors.ts";
import type { StartArray } from "../../explainers/ascent-options.ts";
import { type Npy, readNpy } from "../../images/npy.ts";
import { numbers } from "../values.ts";

/**
 * The model's input to start from, [h, w, c], [h, w] or [filters, h, w, c]. Throws EngineError("bad-option") for what is no such file;
 * whether the shape fits the model, the engine says.
 */
export function readStart(path: string): StartArray {
  const { shape, data } = read("init", path);
  if (shape.length < 2 || shape.length > 4) {
    const help = "it takes [h, w, c], [h, w] or [filters, h, w, c]";
    throw new EngineError("bad-option", `--init: ${path} has shape [${shape.join(", ")}]; ${help}`);
  }
  return {
    shape: shape.length === 2 ? [...shape, 1] : shape,
    data: Float32Array.from(data as ArrayLike<number | bigint>, Number),
  };
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
