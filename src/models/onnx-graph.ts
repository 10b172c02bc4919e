/** @file ONNX models: one file of protobuf, from PyTorch, Keras and others, with the axes [batch, channels, height, width]. */

import { EngineError } from "../errors.ts";
import {
  type GraphBuilder,
  multiplyAdds,
  type Node,
  type Shape,
  sizeOf,
  type Tfjs,
  type Value,
  type Weight,
} from "../graph/graph.ts";
import { reshape } from "../kernels/ops/reshape.ts";
import {
  type Apply,
  checkImageSize,
  found,
  inOp,
  inOrder,
  oneOfEach,
  recorded,
  refuseNaN,
  refuseUnknown,
} from "./imported-graph.ts";
import { checkRoom } from "./keras-layer.ts";
import type { Layer, NamedBytes } from "./model.ts";
import { tfjsOps, viaTfjs } from "./onnx-fallback.ts";
import { folds, type Room, shapeOf } from "./onnx-fold.ts";
import { asImage, asItLies, type Laid, plain } from "./onnx-layout.ts";
import { inParts, isConstant, type OnnxOp, readOp, unsupported } from "./onnx-node.ts";
import { graphOps } from "./onnx-ops.ts";
import {
  type Dimension,
  type GraphProto,
  type ModelProto,
  readModelProto,
  type ValueInfo,
} from "./onnx-proto.ts";
import { type Constant, readTensor } from "./onnx-tensor.ts";

export interface OnnxGraph {
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
  readonly ops: readonly OnnxOp[];
  /** Name of its input. */
  readonly input: string;
  /** Constants by name: those of the file, and what was computed from them. */
  readonly constants: ReadonlyMap<string, Constant>;
  readonly proto: ModelProto;
  readonly apply: Apply;
}

type Known = Laid | Constant;

/** Throws EngineError "bad-model", "unsupported-layer" or "not-a-classifier". */
export function readOnnx(file: NamedBytes, files: readonly NamedBytes[], tfjs?: Tfjs): OnnxGraph {
  const proto = readModelProto(file);
  const graph = proto.graph;
  if (!graph?.nodes.length)
    throw new EngineError("bad-model", `'${file.name}' is ONNX without a network in it`);
  if (graph.sparseInitializers.length)
    throw new EngineError("unsupported-layer", "the model has sparse weights, which are not read");
  const input = onlyInput(graph);
  const end = graph.outputs[0].name ?? "";
  const { batch, inputShape, isChannelsFirst } = imageInput(input);
  const run = graphOps(batch);
  const opset = opsetOf(proto);
  const ops = inOrder(
    usedFor(
      end,
      graph.nodes.flatMap((node, i) => inParts(readOp(node, i, opset, files))),
    ),
  ); // prettier-ignore
  refuseUnknown(ops, [...new Set([...Object.keys(run), ...Object.keys(folds), ...Object.keys(tfjsOps)])]);
  const constants = new Map(graph.initializers.map((each) => [each.name ?? "", readTensor(each, files)]));
  for (const [name, { data }] of constants) if (data.length > 1) refuseNaN(name, data);
  refuseTwice(ops, [...constants.keys(), input.name ?? ""]);

  const known = new Map(constants);
  const makers = makersOf(ops);
  const rows: Layer[] = [];
  const apply = recorded(
    inputShape,
    (g, image) => {
      const values = new Map<string, Known>(constants).set(
        input.name ?? "",
        isChannelsFirst ? asImage(image) : asItLies(image),
      );
      const room = roomFor(constants);
      const tables = tableRoom(g);
      const outputs = new Map<string, Value>();
      for (const op of ops) {
        const inputs = op.inputs.map((name) => (name ? found(values, name, op) : undefined));
        const before = g.nodes.length;
        const output = inOp(op, () => step(g, inputs, op, { run, batch, room, end }));
        values.set(op.outputs[0], output);
        if (isConstant(output)) {
          known.set(op.outputs[0], output);
          continue;
        }
        inOp(op, () => checkRoom(output.value.shape));
        tables();
        const name = outputs.has(op.name) ? op.outputs[0] : op.name;
        outputs.set(name, output.value);
        rows.push(rowOf(name, op, output.value, { values, makers, added: g.nodes.slice(before) }));
      }
      const last = values.get(end);
      if (!last || isConstant(last))
        throw new EngineError("not-a-classifier", `the output '${end}' does not depend on the input`);
      return { scores: asVector(g, plain(g, last)), outputs };
    },
    tfjs,
  );
  return { inputShape, layers: rows, ops, input: input.name ?? "", constants: known, proto, apply };
}

/** Inputs that have a value in the file are weights, as older versions list them. */
function onlyInput({ inputs, outputs, initializers }: GraphProto): ValueInfo {
  const given = new Set(initializers.map(({ name }) => name));
  const open = inputs.filter(({ name }) => !given.has(name));
  oneOfEach(open.length, outputs.length);
  return open[0];
}

const OLDEST = 7;

function opsetOf({ opsets }: ModelProto): number {
  const version = opsets.find(({ domain = "" }) => ["", "ai.onnx"].includes(domain))?.version;
  if (version === undefined) throw new EngineError("bad-model", "the file does not say which opset it uses");
  if (version < OLDEST)
    throw new EngineError(
      "unsupported-layer",
      `the model uses opset ${version}; ${OLDEST} and newer are read: onnx.version_converter.convert_version(model, 13) brings it there`,
    );
  return version;
}

/** A fixed batch counts in shapes that the file computes; an open one stands for one sample. */
function imageInput({ name, type }: ValueInfo) {
  const dims = type?.tensor?.shape?.dims ?? [];
  const sizes = dims.map(({ value }) => (value !== undefined && value > 0 ? value : Number.NaN));
  const said = `[${dims.map(dimensionText).join(", ")}]`;
  if (dims.length !== 4) {
    const message = `input '${name}' is ${said}; a picture is [batch, channels, height, width]`;
    throw new EngineError("not-a-classifier", message);
  }
  const [batch, ...sample] = sizes;
  const isChannels = (n: number) => n === 1 || n === 3;
  const isChannelsFirst = isChannels(sample[0]) || !isChannels(sample[2]);
  const [c, h, w] = isChannelsFirst ? sample : [sample[2], sample[0], sample[1]];
  return { batch: batch || 1, inputShape: checkImageSize([h, w, c], said), isChannelsFirst };
}

const dimensionText = ({ value, param }: Dimension) =>
  param ?? (value !== undefined && value > 0 ? value : "open");

const makersOf = (ops: readonly OnnxOp[]) =>
  new Map(ops.flatMap((op) => op.outputs.map((name) => [name, op] as const)));

/** Ops that the output depends on. */
function usedFor(end: string, ops: readonly OnnxOp[]): OnnxOp[] {
  const makers = makersOf(ops);
  const used = new Set<OnnxOp>();
  const waiting = [end];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const op = makers.get(name);
    if (!op || used.has(op)) continue;
    used.add(op);
    waiting.push(...op.inputs);
  }
  return ops.filter((op) => used.has(op));
}

/** What is given once and made, or made twice, is ambiguous. */
function refuseTwice(ops: readonly OnnxOp[], given: readonly string[]): void {
  const seen = new Set(given);
  const read = new Set(ops.flatMap(({ inputs }) => inputs));
  for (const op of ops)
    for (const [i, name] of op.outputs.entries()) {
      if (name === "") continue;
      if (seen.has(name)) throw new EngineError("bad-model", `'${name}' is made or given more than once`);
      if (i > 0 && read.has(name)) throw unsupported(op, `an output '${name}' after the first`);
      seen.add(name);
    }
}

interface Setting {
  readonly run: ReturnType<typeof graphOps>;
  readonly batch: number;
  readonly room: Room;
  readonly end: string;
}

function step(
  g: GraphBuilder,
  inputs: readonly (Known | undefined)[],
  op: OnnxOp,
  { run, batch, room, end }: Setting,
): Known {
  const constants = inputs.filter((x) => x === undefined || isConstant(x));
  if (constants.length === inputs.length && Object.hasOwn(folds, op.op))
    return folds[op.op](constants as (Constant | undefined)[], op, room);
  const [x] = inputs;
  if (op.op === "Shape" && x && !isConstant(x)) return shapeOf([batch, ...x.shape], op);
  const other = Object.hasOwn(tfjsOps, op.op) && (() => viaTfjs(g, inputs, op));
  const isInside = op.op === "LogSoftmax" && op.outputs[0] !== end; // at the end, a softmax of it is one of its input
  if (other && (isInside || !Object.hasOwn(run, op.op))) return other();
  if (!Object.hasOwn(run, op.op)) throw unsupported(op, "an operand that is not constant");
  try {
    return run[op.op](g, inputs, op);
  } catch (error) {
    if (other && g.tfjs && error instanceof EngineError && error.code === "unsupported-layer") return other();
    throw error;
  }
}

/** As much again as the file has, some times over, and a little. */
function roomFor(constants: ReadonlyMap<string, Constant>): Room {
  let left = 2 ** 22 + 4 * [...constants.values()].reduce((sum, { data }) => sum + data.length, 0);
  return (size) => {
    left -= size;
    if (!(left >= 0))
      throw new EngineError("bad-model", "computing the file's constants takes absurdly many numbers");
  };
}

/** Tables of where things lie in images; more entries than this are too much for a picture. */
const MOST_TABLED = 2 ** 26;

function tableRoom(g: GraphBuilder): () => void {
  const counted = new Set<Weight>();
  let [total, nodes] = [0, 0];
  return () => {
    for (; nodes < g.nodes.length; nodes++)
      for (const input of g.nodes[nodes].inputs) {
        const data = g.weights.get(input);
        if (!(data instanceof Uint32Array) || counted.has(data)) continue;
        counted.add(data);
        total += data.length;
      }
    if (total > MOST_TABLED)
      throw new EngineError(
        "bad-model",
        `the model's windows take ${total} entries of tables: too much for a picture`,
      );
  };
}

/** Ops whose constants were learnt. */
const LEARNT = [
  "Conv",
  "ConvTranspose",
  "Gemm",
  "MatMul",
  "BatchNormalization",
  "PRelu",
  "Add",
  "Sub",
  "Mul",
  "Div",
];

interface Around {
  readonly values: ReadonlyMap<string, Known>;
  /** The op that gives a value, by the value's name. */
  readonly makers: ReadonlyMap<string, OnnxOp>;
  readonly added: readonly Node[];
}

function rowOf(name: string, op: OnnxOp, { shape }: Value, { values, makers, added }: Around): Layer {
  const learnt = op.inputs.map((each) => {
    const x = values.get(each);
    return LEARNT.includes(op.op) && x && isConstant(x) && !x.isWhole && x.shape.length > 0
      ? x.data.length
      : 0;
  });
  const total = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
  const from = op.inputs.filter((each) => each && !isConstant(values.get(each)));
  return {
    name,
    type: op.op,
    outputShape: shape,
    parameters: total(learnt),
    trainable: total(op.op === "BatchNormalization" ? learnt.slice(0, 3) : learnt),
    multiplyAdds: multiplyAdds(added),
    inputs: from.map((each) => makers.get(each)?.name ?? each),
  };
}

/** Axes of size one beside the classes say nothing. */
const asVector = (g: GraphBuilder, y: Value): Value =>
  y.shape.length !== 1 && y.shape.includes(sizeOf(y.shape)) ? reshape(g, y, [sizeOf(y.shape)]) : y;
