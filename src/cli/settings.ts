/** @file Options of the command as options of the engine. */

import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { EngineError } from "../errors.ts";
import type { LimeOptions } from "../explainers/lime-options.ts";
import { parseSegmentation } from "../explainers/segmentation/segment.ts";
import type { EngineOptions, ModelOptions, ModelSource } from "../index.node.ts";
import type { Given } from "./options.ts";

const BACKENDS = ["webgpu", "wasm", "cpu"] as const;

/** The sample's files lie beside the built script. */
const sample = (name: string): string => fileURLToPath(new URL(`./sample/${name}`, import.meta.url));

export function engineOptions({ backend }: Given): EngineOptions {
  return backend === undefined ? {} : { backend: oneOf("backend", backend, BACKENDS) };
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

/** The engine checks ranges; here only words become numbers. */
export function limeOptions(given: Given): LimeOptions {
  const number = (name: string) => given[name] && numbers(name, given[name], 1)[0];
  const word = (name: string) => given[name];
  const hide = given["hide-color"];
  return defined({
    preset: word("preset") as LimeOptions["preset"],
    seed: number("seed"),
    samples: number("samples"),
    segmentation: given.segmentation && parseSegmentation(given.segmentation),
    segmentationSeed: number("segmentation-seed"),
    hideColor: hide && hideColor(hide),
    top: number("top"),
    labels: given.labels && numbers("labels", given.labels),
    numFeatures: number("num-features"),
    featureSelection: word("feature-selection") as LimeOptions["featureSelection"],
    kernelWidth: number("kernel-width"),
    batch: number("batch"),
  });
}

function hideColor(text: string): LimeOptions["hideColor"] {
  if (text === "mean" || text === "blur") return text;
  const value = Number(text);
  if (!Number.isFinite(value)) refuse("hide-color", text, "mean, blur or a number");
  return value;
}

/** Without the entries that nobody gave. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined | ""> };
const defined = <T extends object>(entries: T): Defined<T> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Defined<T>;

function numbers(name: string, text: string, count?: number): number[] {
  const values = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (values.some(Number.isNaN) || (count !== undefined && values.length !== count)) {
    const wanted = count === 1 ? "a number" : `${count ?? "some"} numbers with commas between`;
    refuse(name, text, wanted);
  }
  return values;
}

function oneOf<const T extends string>(name: string, word: string, allowed: readonly T[]): T {
  const found = allowed.find((choice) => choice === word);
  return found ?? refuse(name, word, allowed.join(", "));
}

function refuse(name: string, text: string, allowed: string): never {
  throw new EngineError("bad-option", `--${name} is '${text}'; it takes ${allowed}`);
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
