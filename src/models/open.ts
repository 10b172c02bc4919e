/** @file Opens a model: finds its format from its bytes, and turns it into a classifier. */

import { EngineError } from "../errors.ts";
import { GraphBuilder, type Node, type Shape, sizeOf, type Tfjs, type Value } from "../graph/graph.ts";
import { activationOp } from "../kernels/ops/activation.ts";
import { scaled } from "../kernels/ops/binary.ts";
import { concatenate } from "../kernels/ops/concatenate.ts";
import { flatten } from "../kernels/ops/reshape.ts";
import { scaleShift } from "../kernels/ops/scale-shift.ts";
import { softmax, softmaxOp } from "../kernels/ops/softmax.ts";
import type { TfjsStep } from "../kernels/ops/tfjs-step.ts";
import type { KerasNetwork } from "./keras-network.ts";
import type { AppliedModel, Layer, Model, ModelOptions, NamedBytes } from "./model.ts";
import { choosePreprocessing, type Hints } from "./preprocessing.ts";
import { isHdf5, isKerasZip, isOnnx, isTfjsGraph, isTfjsLayers, type Json } from "./signatures.ts";
import { tally } from "./tally.ts";
import { looksLikeJson, whatElse } from "./what-else.ts";

/** A model before anyone has said how pictures become its input. */
interface Network {
  readonly format: string;
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
  /** Names in the file, for guesses. */
  readonly words: string;
  readonly rescales: boolean;
  readonly said?: ModelOptions;
  apply(g: GraphBuilder, image: Value): { scores: Value; outputs: Map<string, Value> };
}

const hintsOf = new WeakMap<Model, Hints>();

/**
 * Reads a model from the bytes of its file or files. Throws EngineError: "bad-model" for files that are damaged,
 * incomplete or something else, "unsupported-layer", "not-a-classifier", and "bad-option" for options that do not fit.
 * `loadTfjs`: called for what our own ops cannot compute.
 */
export async function openModel(
  files: readonly NamedBytes[],
  options: ModelOptions = {},
  loadTfjs?: () => Promise<Tfjs>,
): Promise<Model> {
  const read = await readerFor(files);
  try {
    return classifierOf(await readOrLoad(read, loadTfjs), files, options);
  } catch (cause) {
    if (cause instanceof EngineError) throw cause;
    // JSON may have any form, and the readers are not asked to foresee each
    const message = `${nameOf(files)} is not put together as a model should be (${(cause as Error).message})`;
    throw new EngineError("bad-model", message, { cause });
  }
}

type Read = (tfjs?: Tfjs) => Network;

async function readOrLoad(read: Read, loadTfjs: (() => Promise<Tfjs>) | undefined): Promise<Network> {
  try {
    return read();
  } catch (error) {
    if (!loadTfjs || !(error instanceof EngineError) || error.code !== "unsupported-layer") throw error;
    return read(await loadTfjs());
  }
}

function classifierOf(network: Network, files: readonly NamedBytes[], options: ModelOptions): Model {
  const g = new GraphBuilder();
  const { scores } = network.apply(g, g.input("image", network.inputShape));
  const end = classifierEnd(g, scores);
  const hints: Hints = {
    inputShape: network.inputShape,
    classes: end.classes,
    words: [network.words, ...files.map(({ name }) => name)].join(" "),
    rescales: network.rescales,
    ...(network.said ? { said: network.said } : {}),
  };
  const model: Model = {
    name: options.name ?? nameOf(files),
    format: network.format,
    inputShape: network.inputShape,
    layers: network.layers,
    warnings: [end.warning, slowSteps(g.nodes)].filter((warning) => warning !== undefined),
    ...choosePreprocessing(options, hints),
    apply(g, image) {
      const { scores, outputs } = network.apply(g, image);
      return { ...end.add(g, scores), outputs };
    },
  };
  hintsOf.set(model, hints);
  return model;
}

/** The same layers and weights under other preprocessing or class names. Throws EngineError("bad-option"). */
export function configureModel(model: Model, options: ModelOptions): Model {
  const hints = hintsOf.get(model)!;
  const configured = {
    ...model,
    ...(options.name ? { name: options.name } : {}),
    ...choosePreprocessing(options, hints),
  };
  hintsOf.set(configured, hints);
  return configured;
}

/** Finds out the format, and loads what reads it: most pages need one of the readers. */
async function readerFor(files: readonly NamedBytes[]): Promise<Read> {
  const hdf = files.find(isHdf5);
  const zip = files.find(isKerasZip);
  const onnx = files.find(isOnnx);
  const json = files.flatMap((file) => parseJson(file) ?? [])[0];
  if (hdf) {
    const { readKerasH5 } = await import("./keras-h5.ts");
    const architecture = json?.class_name ? json : undefined;
    return (tfjs) => fromKeras("keras-h5", readKerasH5(hdf, architecture, tfjs));
  }
  if (zip) {
    const { readKerasZip } = await import("./keras-zip.ts");
    return (tfjs) => fromKeras("keras", readKerasZip(zip, tfjs));
  }
  if (onnx) {
    const [{ readOnnx }, { onnxHints }] = await Promise.all([
      import("./onnx-graph.ts"),
      import("./onnx-metadata.ts"),
    ]);
    return (tfjs) => {
      const { inputShape, layers, apply, ...file } = readOnnx(onnx, files, tfjs);
      return { inputShape, layers, apply, format: "onnx", ...onnxHints(file) };
    };
  }
  if (json && isTfjsLayers(json)) {
    const { readTfjsLayers } = await import("./tfjs-layers.ts");
    return (tfjs) => fromKeras("tfjs-layers", readTfjsLayers(json, files, tfjs));
  }
  if (json && isTfjsGraph(json)) {
    const { readTfjsGraph } = await import("./tfjs-graph.ts");
    return (tfjs) => {
      const network = readTfjsGraph(json, files, tfjs);
      const words = [json.generatedBy, json.convertedBy, ...network.nodes.map(({ name }) => name)].join(" ");
      return { ...network, format: "tfjs-graph", words, rescales: false };
    };
  }
  throw whatElse(files, json);
}

function fromKeras(format: string, { configs, names, ...network }: KerasNetwork): Network {
  const words = [...names, ...configs.map(({ name }) => name)].join(" ");
  return { ...network, format, words, rescales: startsByRescaling(configs.map(({ type }) => type)) };
}

const startsByRescaling = (types: readonly string[]) =>
  types.slice(0, 4).some((type) => type === "Rescaling" || type === "Normalization");

function parseJson({ bytes }: NamedBytes): Json | undefined {
  if (!looksLikeJson(bytes)) return undefined;
  try {
    const json = JSON.parse(new TextDecoder().decode(bytes));
    // model.to_json() gives text, and json.dump() of that puts it in quotes
    return typeof json === "string" ? JSON.parse(json) : json;
  } catch {
    return undefined;
  }
}

const nameOf = (files: readonly NamedBytes[]): string =>
  (files.find(({ name }) => /\.(h5|hdf5|keras|json|onnx)$/i.test(name)) ?? files[0]).name.replace(
    /\.[^.]*$/,
    "",
  ) || "model";

type Scored = Omit<AppliedModel, "outputs">;

interface End {
  readonly classes: number;
  readonly warning?: string;
  add(g: GraphBuilder, output: Value): Scored;
}

/** Makes class probabilities of whatever the last layer gives. */
function classifierEnd(g: GraphBuilder, output: Value): End {
  const size = sizeOf(output.shape);
  if (output.shape.slice(0, -1).some((n) => n !== 1)) {
    const message = `the output has the shape [${output.shape}]; a classifier's is a vector, one number for each class`;
    throw new EngineError("not-a-classifier", message);
  }
  const last = lastStep(g, output);
  const isSoftmax = (last?.op as unknown) === softmaxOp && size > 1;
  const isSigmoid =
    (last?.op as unknown) === activationOp && (last!.attrs as { kind?: string }).kind === "sigmoid";
  if (size === 1) {
    if (!isSigmoid)
      throw new EngineError(
        "not-a-classifier",
        "the output is a single number that is no probability: a regression, not a classifier",
      );
    const warning = "the model has one output, a probability p; it is shown as two classes, 1 − p and p";
    return { classes: 2, warning, add: asTwo };
  }
  if (isSoftmax || isSigmoid) {
    const warning =
      "the last layer is a sigmoid: each class has a probability of its own, and they need not add up to 1";
    return {
      classes: size,
      ...(isSigmoid ? { warning } : {}),
      add: (g, y) => ({
        scores: flat(g, y),
        logits: flat(g, lastStep(g, y)!.inputs[0]),
        exclusive: isSoftmax,
      }),
    };
  }
  const warning = "the last layer gives scores, not probabilities; a softmax was added";
  return {
    classes: size,
    warning,
    add(g, y) {
      const logits = flat(g, y);
      return { scores: softmax(g, logits), logits, exclusive: true };
    },
  };
}

/** A warning where steps have no kernel of ours. */
function slowSteps(nodes: readonly Node[]): string | undefined {
  const kinds = nodes.flatMap((node) =>
    node.op.kernel(node) === "tfjs" ? (node.attrs as TfjsStep).kind : [],
  );
  if (kinds.length === 0) return undefined;
  return `${tally(kinds).join(", ")} run through TensorFlow.js, not on the GPU: that takes longer, and methods that need gradients end there`;
}

/** The step that made a value, shapes aside. */
function lastStep(g: GraphBuilder, output: Value): Node | undefined {
  const last = g.nodes.find((node) => node.output === output);
  return last?.op.name === "reshape" ? lastStep(g, last.inputs[0]) : last;
}

const flat = (g: GraphBuilder, y: Value) => (y.shape.length === 1 ? y : flatten(g, y));

/** p as 1 − p and p, and its logit z as −z / 2 and z / 2: their softmax is the same. */
function asTwo(g: GraphBuilder, y: Value): Scored {
  const two = (x: Value, scale: number, shift: number, second: Value) =>
    concatenate(g, [scaleShift(g, x, Float32Array.of(scale), Float32Array.of(shift)), second], 0);
  const p = flat(g, y);
  const half = scaled(g, flat(g, lastStep(g, y)!.inputs[0]), 0.5);
  return { scores: two(p, -1, 1, p), logits: two(half, -1, 0, half), exclusive: true };
}
