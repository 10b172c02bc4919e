/**
 * @file The graph: what a model computes, before anyone decides how.
 *
 * A graph is plain data. Values are the edges, nodes are the steps, and nodes stand in the order they run. The batch
 * is not part of any shape: a plan chooses it when it runs.
 */

import type { Tensor } from "@tensorflow/tfjs-core";
import { EngineError } from "../errors.ts";

/** Sizes of one sample, channels last: [height, width, channels] for an image. */
export type Shape = readonly number[];

/** Numbers fixed when the graph is built: of a model (f32), or where to find things (u32). */
export type Weight = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** The functions of TensorFlow.js, as `kernels/tfjs.ts` hands them to an op. */
export type Tfjs = typeof import("@tensorflow/tfjs-core");

/** An edge of the graph. Two values are the same only if they are the same object. */
export interface Value {
  readonly name: string;
  readonly shape: Shape;
  /** Each sample has its own copy (an activation), or all share one (a weight). */
  readonly batched: boolean;
  /** There is a copy for each of these instead of each sample. */
  readonly along?: Axis | undefined;
  /** A weight whose numbers are halves, two in a word of the array that holds them. */
  readonly half?: true;
}

/** What a run may have other numbers of than samples: as many as are written to an input along it. */
export interface Axis {
  readonly name: string;
  /** The most that a plan has room for. */
  readonly most: number;
}

export interface Node<A = unknown> {
  readonly op: Op<A>;
  readonly attrs: A;
  readonly inputs: readonly Value[];
  readonly output: Value;
}

/**
 * How a gradient passes a ReLU: where the input was positive; where it was and the gradient is, too (guided
 * backpropagation, Springenberg et al., 2015, https://arxiv.org/abs/1412.6806); or where the gradient is positive
 * (deconvnet, Zeiler and Fergus, 2014, https://arxiv.org/abs/1311.2901).
 */
export type ReluRule = "plain" | "guided" | "deconvnet" | Redirected;

/**
 * As plain, but where no gradient at all comes through for a sample, all of it that would not push a negative input
 * lower still: a filter that answers nothing yet can then be climbed (lucid/misc/redirected_relu_grad.py).
 */
export interface Redirected {
  /** [1], one for all samples: 1 while gradients are redirected, else 0. */
  readonly redirect: Value;
}

/** A kind of step: everything the library knows about it, in one object. There is no registry. */
export interface Op<A = unknown> {
  readonly name: string;
  /** The shape of the output; throws EngineError("shape") if the inputs do not fit. */
  shape(inputs: readonly Shape[], attrs: A): Shape;
  /**
   * How the GPU computes it; "alias" where the output is the input under another shape, and nothing is computed; "tfjs"
   * where there is no kernel of ours, and TensorFlow.js computes it, whatever runs the steps around it.
   */
  kernel(node: Node<A>): Kernel | "alias" | "tfjs";
  /**
   * Where there is more than one way: all of them, best guess first. The same numbers are summed in the same order, so
   * that results do not depend on which is taken. A device takes the first that it has the features for; `kernel` is one
   * that any device can run. `software`: the adapter is no GPU.
   */
  kernels?(node: Node<A>, software: boolean): readonly Variant[];
  /**
   * The same step in TensorFlow.js: the second implementation, used as test oracle and where there is no GPU.
   * Batched inputs have the batch as first dimension, others have just their shape; the result is [batch, ...shape].
   * Tables of taps arrive as int32 tensors; those that are one for all are ignored, since `attrs` says the same.
   */
  tfjs(tf: Tfjs, inputs: readonly Tensor[], attrs: A): Tensor;
  /**
   * Adds what turns dy, the gradient of some number by the output, into its gradients by the inputs; null for an input
   * that is fixed. Absent where there is none.
   */
  gradient?(g: GraphBuilder, node: Node<A>, dy: Value, rule: ReluRule): (Value | null)[];
  /** Sums over the samples: the output is one for all of them, whatever the inputs are. */
  readonly overSamples?: true;
  /**
   * How y, at each pixel, looks at its batched inputs: through the table of taps that is `inputs[1]` (`attrs.outputShape` says
   * how large y is, and the table may be batched, too); or "same", at that pixel alone, in the same way at every pixel.
   * Absent where it looks at everything. Unbatched inputs [h, w, …] of y's height and width are read at the same pixel, too.
   */
  taps?(node: Node<A>): Value | "same" | undefined;
  /** Backends on which rows of what samples share take longer than each sample on its own. */
  readonly slowInRows?: readonly ("webgpu" | "wasm" | "cpu")[];
  /** The same step as one that looks through a table, where it does without one. */
  throughTable?(g: GraphBuilder, node: Node<A>): Node;
  /** Multiply-adds for one sample; absent where there are none worth counting. */
  multiplyAdds?(node: Node<A>): number;
  /** The time for one sample, in multiply-adds of a direct convolution, where it is not that of its own. */
  work?(node: Node<A>): number;
}

/** One dispatch of one WGSL file. Bindings are the inputs in order, then the output. */
export interface Kernel {
  readonly source: string;
  /** Values for the file's `override` constants. */
  readonly constants?: Readonly<Record<string, number>>;
  /** How many workgroups compute this many samples. */
  workgroups(batch: number): readonly [x: number, y: number, z: number];
}

/** One of several kernels for the same step. */
export interface Variant extends Kernel {
  readonly name: string;
  /** What a device must have to run it. Default: nothing. */
  readonly needs?: "subgroups";
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly inputs: readonly Value[];
  readonly weights: ReadonlyMap<Value, Weight>;
  readonly outputs: readonly Value[];
}

/** How many numbers one sample of this shape holds. */
export const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

/** Multiply-adds of one sample, or of as many copies as there are of each value. */
export const multiplyAdds = (nodes: readonly Node[], copiesOf: (value: Value) => number = () => 1): number =>
  nodes.reduce((sum, node) => sum + copiesOf(node.output) * (node.op.multiplyAdds?.(node) ?? 0), 0);

/** The time they take, in multiply-adds of a direct convolution. */
export const workOf = (nodes: readonly Node[], copiesOf: (value: Value) => number): number =>
  nodes.reduce(
    (sum, node) => sum + copiesOf(node.output) * (node.op.work ?? node.op.multiplyAdds ?? none)(node),
    0,
  );

const none = () => 0;

/** Collects nodes. Each method adds something and returns the value that stands for it. */
export class GraphBuilder {
  readonly nodes: Node[] = [];
  readonly inputs: Value[] = [];
  readonly weights = new Map<Value, Weight>();
  /** Finds out shapes of steps that only TensorFlow.js knows; needed where a model with such steps is read. */
  readonly tfjs: Tfjs | undefined;
  readonly #weightOf = new Map<Weight, Value>();

  constructor(tfjs?: Tfjs) {
    this.tfjs = tfjs;
  }

  /** A value written before each run. `batched: false`: one for all samples. */
  input(name: string, shape: Shape, { batched = true } = {}): Value {
    const value = { name, shape, batched };
    this.inputs.push(value);
    return value;
  }

  /** Numbers that never change. The same array under the same shape is one value, however often it is asked for. */
  weight(name: string, shape: Shape, data: Weight): Value {
    if (data.length !== sizeOf(shape)) {
      const message = `weight '${name}': shape [${shape}] needs ${sizeOf(shape)} numbers, got ${data.length}`;
      throw new EngineError("shape", message);
    }
    const known = this.#weightOf.get(data);
    if (known && String(known.shape) === String(shape)) return known;
    const value = { name, shape, batched: false };
    this.weights.set(value, data);
    this.#weightOf.set(data, value);
    return value;
  }

  /** A step. `name` is the layer's, where it has one. */
  add<A>(op: Op<A>, inputs: readonly Value[], attrs: A, name = `${op.name}#${this.nodes.length}`): Value {
    const shape = op.shape(
      inputs.map((input) => input.shape),
      attrs,
    );
    const output = { name, shape, batched: !op.overSamples && inputs.some((input) => input.batched) };
    this.nodes.push({ op: op as Op, attrs, inputs, output });
    return output;
  }

  build(outputs: readonly Value[]): Graph {
    return { nodes: this.nodes, inputs: this.inputs, weights: this.weights, outputs };
  }
}
