/** @file Segmentations in words, for the command line: "slic:n_segments=50,sigma=1". */

import { EngineError } from "../../errors.ts";
import { type ComputedAlgorithm, checkAlgorithm, fillOptions, optionOf } from "./options.ts";
import type { SegmentationOptions } from "./segmentation.ts";

/**
 * Reads an algorithm's name and, after a colon, its options with commas between. Throws EngineError("bad-option") with
 * what there is for an unknown algorithm or option, and for values that do not fit.
 */
export function parseSegmentation(text: string): SegmentationOptions {
  const colon = text.indexOf(":");
  const algorithm = (colon < 0 ? text : text.slice(0, colon)).trim();
  checkAlgorithm(algorithm);
  const parts =
    colon < 0
      ? []
      : text
          .slice(colon + 1)
          .split(",")
          .filter((part) => part.trim()); // prettier-ignore
  const options = { algorithm, ...Object.fromEntries(parts.map((part) => parseOption(algorithm, part))) };
  fillOptions(algorithm, options);
  return options as SegmentationOptions;
}

/** What `parseSegmentation` reads back as these options; "labels" for a label map, which has no such words. */
export function describeSegmentation({ algorithm, ...options }: SegmentationOptions): string {
  if (algorithm === "labels") return algorithm;
  const words = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`);
  return words.length === 0 ? algorithm : `${algorithm}:${words.join(",")}`;
}

function parseOption(algorithm: ComputedAlgorithm, part: string): [name: string, value: number | boolean] {
  const [name, value, ...more] = part.split("=").map((word) => word.trim());
  const { kind } = optionOf(algorithm, name);
  if (!value || more.length > 0)
    throw new EngineError("bad-option", `${algorithm}: '${part}' is not of the form ${name}=value`);
  if (kind !== "switch") {
    if (!Number.isNaN(Number(value))) return [name, Number(value)];
    throw new EngineError("bad-option", `${algorithm}: ${name} is '${value}'; it takes a number`);
  }
  if (/^true$/i.test(value)) return [name, true];
  if (/^false$/i.test(value)) return [name, false];
  throw new EngineError("bad-option", `${algorithm}: ${name} is '${value}'; it takes true or false`);
}
