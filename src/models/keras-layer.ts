/** @file A Keras layer as a file describes it, and how its settings are read. */

import { EngineError } from "../errors.ts";
import { type GraphBuilder, type Shape, sizeOf, type Value } from "../graph/graph.ts";
import type { Padding } from "../graph/taps.ts";

export type Numbers = Float32Array<ArrayBuffer>;

/** A layer as the file describes it. */
export interface LayerConfig {
  readonly name: string;
  /** The class name: "Conv2D". */
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of an untrusted file; every use checks or converts it
  readonly config: Readonly<Record<string, any>>;
  readonly kerasMajor: number;
}

/** What a class of layers is made of. */
export interface LayerType {
  /** Its variables in Keras's order, with the shape each must have. Their names do not depend on the inputs. */
  variables?(layer: LayerConfig, inputs: readonly Shape[]): Record<string, Shape>;
  /** Names of variables that training does not change. */
  readonly frozen?: readonly string[];
  apply(
    g: GraphBuilder,
    inputs: readonly Value[],
    layer: LayerConfig,
    weights: Record<string, Numbers>,
  ): Value;
}

/** More than any layer of an image classifier has, and few enough to allocate. */
const MOST = 2 ** 16;
const LARGEST_OUTPUT = 2 ** 26;

export function unsupportedSetting(layer: LayerConfig, setting: string, value: unknown): EngineError {
  const said = JSON.stringify(value);
  const message = `layer '${layer.name}' (${layer.type}) has ${setting} ${said}, which is not supported`;
  return new EngineError("unsupported-layer", message);
}

/** A whole number from 1 up: `filters`, `units`. Throws EngineError("shape"). */
export function count({ config }: LayerConfig, setting: string, fallback?: number): number {
  return checked(setting, config[setting] ?? fallback, 1);
}

/** [for rows, for columns], from one number or two. Throws EngineError("shape"). */
export function pair({ config }: LayerConfig, setting: string, fallback?: number): [number, number] {
  const given: unknown = config[setting] ?? fallback;
  const [y, x] = Array.isArray(given) ? given : [given, given];
  return [checked(setting, y, 1), checked(setting, x ?? y, 1)];
}

/** `padding` or `cropping` in pixels: a number, one for rows and one for columns, two pairs, or four in a row. */
export function edges({ config }: LayerConfig, setting: string): Padding {
  const given: unknown = config[setting] ?? 1;
  const [y, x] = Array.isArray(given) ? (given.length === 4 ? four(given) : given) : [given, given];
  const ends = (v: unknown): [number, number] => {
    const [before, after] = Array.isArray(v) ? v : [v, v];
    return [checked(setting, before, 0), checked(setting, after, 0)];
  };
  return [ends(y), ends(x)];
}

const four = ([top, bottom, left, right]: unknown[]) => [
  [top, bottom],
  [left, right],
];

function checked(setting: string, value: unknown, least: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= MOST) return value;
  const message = `${setting} is ${JSON.stringify(value)}; it takes whole numbers from ${least} to ${MOST}`;
  throw new EngineError("shape", message);
}

/** What slides, and how. */
export function sliding(layer: LayerConfig) {
  const { padding = "valid" } = layer.config;
  if (padding !== "same" && padding !== "valid") throw unsupportedSetting(layer, "padding", padding);
  return {
    strides: pair(layer, "strides", 1),
    padding: padding as "same" | "valid",
    dilations: pair(layer, "dilation_rate", 1),
  };
}

/** Refuses an output before anything is allocated for it. Throws EngineError("shape"). */
export function checkRoom(shape: Shape): void {
  if (sizeOf(shape) <= LARGEST_OUTPUT) return;
  throw new EngineError(
    "shape",
    `an output of [${shape}] is ${sizeOf(shape)} numbers: too many for a picture`,
  );
}

/** Errors about shapes say in which layer. */
export function inLayer<T>(layer: LayerConfig, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError && error.code !== "shape") throw error;
    const { message } = error as Error;
    throw new EngineError("bad-model", `layer '${layer.name}' (${layer.type}): ${message}`, { cause: error });
  }
}
