/** @file Which of a file's variables belong to which layer of a Keras model, and whether they fit. */

import { EngineError } from "../errors.ts";
import { type Shape, sizeOf } from "../graph/graph.ts";
import type { Network, Part } from "./keras-config.ts";
import type { LayerConfig, Numbers } from "./keras-layer.ts";
import { layerType, variableNames } from "./keras-layers.ts";
import { modernKernel, storedShape } from "./legacy-kernels.ts";

/** A variable as a file has it. */
export interface Variable {
  /** "conv2d_1/kernel:0" */
  readonly path: string;
  readonly shape: Shape;
  read(): Numbers;
}

/** Where the weights of an architecture come from. */
export interface StoredWeights {
  /** Throws EngineError("bad-model") for those that do not fit. */
  assign(network: Network): Assigned;
  /** Theano made the file: kernels of convolutions are turned by 180 degrees. */
  readonly turned?: boolean;
}

/** By layer, those within inner models included. */
export type Assigned = ReadonlyMap<LayerConfig, readonly Variable[]>;

export const leavesOf = ({ layer, network }: Part): LayerConfig[] =>
  network ? network.parts.flatMap(leavesOf) : [layer];

const namesIn = (part: Part): string[] => leavesOf(part).flatMap(variableNames);

/**
 * Groups go to layers by their names; if the names are others, as between two runs of one program, in order, as Keras
 * itself does. Throws EngineError("bad-model") where neither works.
 */
export function assignVariables(
  { parts }: Network,
  groups: ReadonlyMap<string, readonly Variable[]>,
): Assigned {
  const weighted = parts.filter((part) => namesIn(part).length > 0);
  const missing = weighted.filter(({ layer }) => !groups.has(layer.name));
  if (weighted.length !== groups.size) {
    const extra = [...groups.keys()].filter((name) => !weighted.some(({ layer }) => layer.name === name));
    const odd = missing.length
      ? `the file has none for '${missing[0].layer.name}'`
      : `the architecture has no '${extra[0]}'`;
    const message = `the architecture has ${weighted.length} layers with weights, the file ${groups.size}: ${odd}`;
    throw new EngineError("bad-model", message);
  }
  const inOrder = [...groups.values()];
  const shares = weighted.flatMap((part, i) =>
    share(part, missing.length ? inOrder[i] : groups.get(part.layer.name)!),
  );
  return new Map(shares);
}

/**
 * Variables without groups go to layers by the words of their paths, and in a layer by those of their roles, as
 * "conv2d_1/kernel"; where that does not work, in order. Throws EngineError("bad-model") if there are more or fewer.
 */
export function assignNames({ parts }: Network, variables: readonly Variable[]): Assigned {
  const weighted = parts.filter((part) => namesIn(part).length > 0);
  const needed = weighted.flatMap(namesIn).length;
  if (needed !== variables.length) {
    const message = `the architecture has ${needed} weights, the file ${variables.length}`;
    throw new EngineError("bad-model", message);
  }
  const named = weighted.flatMap(leavesOf).map((layer) => [layer, byRole(layer, variables)] as const);
  if (named.every(([, own]) => own)) return new Map(named as [LayerConfig, Variable[]][]);
  let at = 0;
  const shares = weighted.flatMap((part) => {
    const from = at;
    at += namesIn(part).length;
    return share(part, variables.slice(from, at));
  });
  return new Map(shares);
}

/** A layer's variables in the order of its roles; nothing unless there is one of each. */
function byRole(layer: LayerConfig, variables: readonly Variable[]): Variable[] | undefined {
  const own = variables.filter(({ path }) => mentions(path, layer.name));
  const roles = variableNames(layer);
  const found = roles.flatMap((role) => own.filter(({ path }) => path.split("/").at(-1) === role));
  return found.length === roles.length && own.length === roles.length ? found : undefined;
}

/** A group's variables, by layer. */
function share(part: Part, group: readonly Variable[]): (readonly [LayerConfig, readonly Variable[]])[] {
  checkCount(part.layer, group, namesIn(part));
  if (!part.network) return [[part.layer, group]];
  const layers = leavesOf(part);
  const byName = layers.map(
    (layer) => [layer, group.filter(({ path }) => mentions(path, layer.name))] as const,
  );
  const tells = byName.every(([layer, own]) => own.length === variableNames(layer).length);
  return tells ? byName : inKerasOrder(layers, group);
}

/** Throws EngineError("bad-model") unless the file has as many variables as the layer has. */
export function checkCount(
  layer: LayerConfig,
  variables: readonly Variable[],
  wanted = variableNames(layer),
): readonly Variable[] {
  if (wanted.length === variables.length) return variables;
  const names = wanted.length > 8 ? `${wanted.slice(0, 8).join(", ")}, …` : wanted.join(", ");
  const message = `layer '${layer.name}' (${layer.type}) needs ${wanted.length} weights (${names}), the file has ${variables.length}`;
  throw new EngineError("bad-model", message);
}

/** "conv/kernel:0" is of "conv"; in Keras 1 it was "conv_W". */
function mentions(path: string, layer: string): boolean {
  const words = path.replace(/:\d+$/, "").split("/");
  return words.slice(0, -1).includes(layer) || (words.length === 1 && words[0].startsWith(`${layer}_`));
}

/** An inner model's variables stand in two rows: all that training changes, then all that it does not. */
function inKerasOrder(layers: readonly LayerConfig[], group: readonly Variable[]) {
  const isFrozen = (layer: LayerConfig, name: string) =>
    layer.config.trainable === false || Boolean(layerType(layer).frozen?.includes(name));
  const slots = layers.flatMap((layer) =>
    variableNames(layer).map((name) => ({ layer, frozen: isFrozen(layer, name) })),
  );
  const rows = [...slots.filter(({ frozen }) => !frozen), ...slots.filter(({ frozen }) => frozen)];
  return layers.map((layer) => [layer, group.filter((_, i) => rows[i].layer === layer)] as const);
}

/** Reads a layer's variables by the names of their roles. Throws EngineError("bad-model") for those that do not fit. */
export function readVariables(
  layer: LayerConfig,
  inputs: readonly Shape[],
  variables: readonly Variable[],
  turned = false,
): Record<string, Numbers> {
  const wanted = Object.entries(layerType(layer).variables?.(layer, inputs) ?? {});
  return Object.fromEntries(
    wanted.map(([role, shape], i) => [role, readVariable(layer, role, shape, variables[i], turned)]),
  );
}

function readVariable(
  layer: LayerConfig,
  role: string,
  shape: Shape,
  variable: Variable,
  turned = false,
): Numbers {
  const where = `layer '${layer.name}' (${layer.type})`;
  const stored = storedShape(layer, shape);
  if (String(variable.shape) !== String(stored) && !(sizeOf(variable.shape) === 1 && sizeOf(stored) === 1)) {
    const message = `${where}: its ${role} is [${variable.shape}] in the file, the architecture asks for [${stored}]`;
    throw new EngineError("bad-model", message);
  }
  const numbers = variable.read();
  const bad = numbers.findIndex((v) => !Number.isFinite(v));
  if (bad >= 0) {
    const message = `${where}: number ${bad} of its ${role} is ${numbers[bad]}; the training went wrong, or the file is damaged`;
    throw new EngineError("bad-model", message);
  }
  return modernKernel(layer, numbers, shape, turned);
}
