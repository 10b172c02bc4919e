/** @file An op of an ONNX graph, and how its attributes are read. */

import { EngineError } from "../errors.ts";
import type { GraphBuilder } from "../graph/graph.ts";
import type { FileOp } from "./imported-graph.ts";
import type { NamedBytes } from "./model.ts";
import type { Laid } from "./onnx-layout.ts";
import type { AttributeProto, NodeProto } from "./onnx-proto.ts";
import { type Constant, readTensor } from "./onnx-tensor.ts";

export interface OnnxOp extends FileOp {
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute | undefined>>;
  /** The version of the op set that the file asks for: it decides what attributes mean. */
  readonly opset: number;
  /** Of an op that gives several values, which of them this is, and how many there are. */
  readonly part?: { readonly index: number; readonly count: number };
}

export type Attribute = number | string | readonly number[] | readonly string[] | Constant;

/** What an op reads; nothing where an optional input is left out. */
export type Operand = Laid | Constant | undefined;

export type GraphOp = (g: GraphBuilder, inputs: readonly Operand[], op: OnnxOp) => Laid;

/** `index`: where it stands, for ops without a name. */
export function readOp(proto: NodeProto, index: number, opset: number, files: readonly NamedBytes[]): OnnxOp {
  const { domain = "", op = "" } = proto;
  const attributes = proto.attributes.map((each) => [each.name ?? "", readAttribute(each, files)]);
  return {
    name: proto.name || proto.outputs[0] || `op ${index}`,
    op: ["", "ai.onnx"].includes(domain) ? op : `${domain}.${op}`,
    inputs: proto.inputs,
    outputs: proto.outputs,
    attributes: Object.fromEntries(attributes),
    opset,
  };
}

/** Split as one op for each of its parts, named as what it gives; any other op as it is. */
export const inParts = (op: OnnxOp): OnnxOp[] =>
  op.op === "Split"
    ? op.outputs.flatMap((name, index) =>
        name ? [{ ...op, name, outputs: [name], part: { index, count: op.outputs.length } }] : [],
      )
    : [op];

/** By their numbers in AttributeProto.AttributeType. */
function readAttribute(proto: AttributeProto, files: readonly NamedBytes[]): Attribute | undefined {
  const text = (bytes?: Uint8Array) => new TextDecoder().decode(bytes);
  switch (proto.type) {
    case 1:
      return proto.f ?? 0;
    case 2:
      return proto.i ?? 0;
    case 3:
      return text(proto.s);
    case 4:
      return proto.t && readTensor(proto.t, files);
    case 6:
      return proto.floats;
    case 7:
      return proto.ints;
    case 8:
      return proto.strings.map(text);
    default:
      return undefined;
  }
}

export const unsupported = (op: OnnxOp, what: string): EngineError =>
  new EngineError("unsupported-layer", `op '${op.name}' (${op.op}) has ${what}, which is not supported`);

const wrong = (op: OnnxOp, what: string): EngineError =>
  new EngineError("bad-model", `op '${op.name}' (${op.op}): ${what}`);

export function number(op: OnnxOp, name: string, fallback: number): number {
  const given = op.attributes[name] ?? fallback;
  if (typeof given === "number" && !Number.isNaN(given)) return given;
  throw wrong(op, `attribute '${name}' is no number`);
}

export function word<W extends string>(op: OnnxOp, name: string, fallback: W): W | (string & {}) {
  const given = op.attributes[name] ?? fallback;
  if (typeof given === "string") return given;
  throw wrong(op, `attribute '${name}' is no text`);
}

/** Whole numbers, `count` of them if that is said. */
export function wholes<F extends readonly number[] | undefined>(
  op: OnnxOp,
  name: string,
  fallback: F,
  count?: number,
): readonly number[] | F {
  const given = op.attributes[name];
  if (given === undefined) return fallback;
  const list = given as readonly number[];
  if (!Array.isArray(list) || !list.every(Number.isSafeInteger))
    throw wrong(op, `attribute '${name}' is no list of whole numbers`);
  if (count !== undefined && list.length !== count)
    throw wrong(op, `attribute '${name}' has ${list.length} numbers, and needs ${count}`);
  return list;
}

export const isConstant = (x: Operand): x is Constant => x !== undefined && "data" in x;

export function laid(x: Operand, op: OnnxOp): Laid {
  if (x && !isConstant(x)) return x;
  throw wrong(op, x ? "reads a constant where a value is expected" : "lacks an input");
}

export function constant(x: Operand, op: OnnxOp): Constant {
  if (isConstant(x)) return x;
  throw x ? unsupported(op, "an operand that is not constant") : wrong(op, "lacks an input");
}

/** A list of whole numbers that newer versions have as an input, and older ones as an attribute. */
export const wholesFrom = (x: Operand, op: OnnxOp, name: string): readonly number[] | undefined =>
  x ? Array.from(constant(x, op).data) : wholes(op, name, undefined);

/** An axis, counted from the end if negative, of what has `rank` of them. */
export function axisOf(op: OnnxOp, axis: number, rank: number): number {
  const found = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(found) && found >= 0 && found < rank) return found;
  throw wrong(op, `there is no axis ${axis} among ${rank}`);
}

/** The same without the batch. */
export function sampleAxis(op: OnnxOp, axis: number, x: Laid): number {
  const found = axisOf(op, axis, x.shape.length + 1);
  if (found === 0) throw unsupported(op, "the batch as its axis");
  return found - 1;
}
