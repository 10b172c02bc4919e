/**
 * @file What an ONNX file says about its input and classes: metadata_props, as exporters write them and as
 * https://github.com/onnx/onnx/blob/main/docs/MetadataProps.md names them, and ops that begin by normalising.
 */

import type { OnnxGraph } from "./onnx-graph.ts";
import type { Hints } from "./preprocessing.ts";

type File = Pick<OnnxGraph, "proto" | "ops" | "constants" | "input">;
type Said = Required<Omit<Hints, "inputShape" | "classes">>;

/** Names of the classes, the pixels' order and range, and what the names in the file hint at. */
export function onnxHints(network: File): Said {
  const { proto, ops } = network;
  const metadata = new Map(proto.metadata.map(({ key = "", value = "" }) => [key, value]));
  const keys = ["names", "classes", "class_names", "labels", "id2label"];
  const names = keys.map((key) => classNames(metadata.get(key))).find((list) => list !== undefined);
  const format = metadata.get("Image.BitmapPixelFormat") ?? "";
  const channels = /^bgra?8/i.test(format) ? "bgr" : /^rgba?8/i.test(format) ? "rgb" : undefined;
  const range = RANGES[metadata.get("Image.NominalPixelRange") ?? ""];
  const first = startsWithBytes(network);
  return {
    words: [
      first === undefined ? proto.producer : "",
      proto.graph?.name,
      ...ops.map(({ name }) => name),
    ].join(" "),
    rescales: first ?? false,
    said: {
      ...(names ? { classNames: names } : {}),
      ...(channels ? { channels } : {}),
      ...(range ? { range } : {}),
    },
  };
}

const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  NominalRange_0_255: [0, 255],
  Normalized_0_1: [0, 1],
  Normalized_1_1: [-1, 1],
};

/** Whether the constant that the first op computes with is one of pixels up to 255; nothing if it is no arithmetic. */
function startsWithBytes({ ops, constants, input }: File): boolean | undefined {
  const first = ops.find(({ inputs }) => inputs.includes(input));
  if (!first || !["Sub", "Div", "Mul", "Add"].includes(first.op)) return undefined;
  const values = first.inputs.flatMap((name) => [...(constants.get(name)?.data ?? [])].map(Math.abs));
  return first.op === "Mul" ? values.some((v) => v < 0.05) : values.some((v) => v > 2);
}

/** A JSON list or object of numbers to names, the same as Python prints it, or names between commas or on lines. */
function classNames(text: string | undefined): string[] | undefined {
  if (!text || text.length > 1_000_000) return undefined;
  const json = parsed(text) ?? parsed(text.replace(/'/g, '"').replace(/([{,]\s*)(\d+)\s*:/g, '$1"$2":'));
  if (Array.isArray(json)) return json.map(String);
  if (json && typeof json === "object") {
    const entries = Object.entries(json);
    const isNumbered = entries.every(([key], i) => Number(key) === i);
    return isNumbered ? entries.map(([, name]) => String(name)) : undefined;
  }
  const parts = text.split(/[\n,]/).map((part) => part.trim());
  return parts.length > 1 ? parts.filter(Boolean) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
