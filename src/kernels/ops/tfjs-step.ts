/**
 * @file A step that only TensorFlow.js can compute: for what we have no kernel. It runs in any plan (kernels/bridge.ts);
 * samples share nothing behind it, unless it goes pixel by pixel, and no gradient goes through it.
 */

import type { Tensor } from "@tensorflow/tfjs-core";
import { EngineError } from "../../errors.ts";
import { type GraphBuilder, type Op, type Shape, sizeOf, type Tfjs, type Value } from "../../graph/graph.ts";

export interface TfjsStep {
  /** The op, as its file names it. */
  readonly kind: string;
  /** Batched inputs have the batch as first dimension, others have just their shape; the result is [batch, ...shape]. */
  readonly run: (tf: Tfjs, inputs: readonly Tensor[]) => Tensor;
  /** Whether each number of the result comes from the one at its place, in the same way everywhere. Default: no. */
  readonly isPixelwise?: boolean;
}

/** More numbers than this are not tried. */
const MOST_TRIED = 2 ** 23;

/**
 * Adds the step; its shape is found by trying it. Throws EngineError "unsupported-layer" without TensorFlow.js, and for what
 * mixes the samples of a batch; "shape" for too many numbers.
 */
export function tfjsStep(g: GraphBuilder, inputs: readonly Value[], step: TfjsStep, name?: string): Value {
  const { kind } = step;
  if (!g.tfjs) throw new EngineError("unsupported-layer", `${kind} needs TensorFlow.js, which is not loaded`);
  const numbers = inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (numbers > MOST_TRIED)
    throw new EngineError("shape", `${kind} of ${numbers} numbers: too many for TensorFlow.js`);
  return g.add(tfjsStepOp, inputs, { ...step, outputShape: triedShape(g, g.tfjs, inputs, step) }, name);
}

export const tfjsStepOp: Op<TfjsStep & { readonly outputShape: Shape }> = {
  name: "tfjsStep",
  shape: (_inputs, { outputShape }) => outputShape,
  kernel: () => "tfjs",
  taps: ({ attrs }) => (attrs.isPixelwise ? "same" : undefined),
  gradient(_g, { output, attrs }) {
    const message = `step '${output.name}' (${attrs.kind}) is computed by TensorFlow.js, and no gradient goes through it: explain with LIME, KernelSHAP, occlusion or RISE`;
    throw new EngineError("no-gradient", message);
  },
  tfjs: compute,
};

/** What the backend has no kernel for, plain JavaScript computes. */
function compute(tf: Tfjs, inputs: readonly Tensor[], { run }: TfjsStep): Tensor {
  const numbers = () => tf.tidy(() => tf.cast(run(tf, inputs), "float32"));
  if (tf.getBackend() === "cpu") return numbers();
  try {
    return numbers();
  } catch {
    return onCpu(tf, numbers); // which throws again what is not about the backend
  }
}

function onCpu<T>(tf: Tfjs, work: () => T): T {
  const backend = tf.getBackend();
  void tf.setBackend("cpu"); // at once: whoever loads TensorFlow.js has started it
  try {
    return work();
  } finally {
    void tf.setBackend(backend);
  }
}

/** The shape of one sample's result, if two together give the same as each alone. */
function triedShape(g: GraphBuilder, tf: Tfjs, inputs: readonly Value[], step: TfjsStep): Shape {
  const given = (value: Value) =>
    value.batched
      ? tf.randomUniform([2, ...value.shape], 0.1, 0.9, "float32", 1)
      : tf.tensor(g.weights.get(value)!, [...value.shape], "float32");
  const trial = () => {
    const tensors = inputs.map(given);
    const alone = [0, 1].map((n) =>
      compute(
        tf,
        tensors.map((tensor, i) => (inputs[i].batched ? tf.slice(tensor, n, 1) : tensor)),
        step,
      ),
    );
    const together = compute(tf, tensors, step);
    const [first, ...shape] = alone[0].shape;
    const isApart =
      first === 1 &&
      String(together.shape) === String([2, ...shape]) &&
      isSame(together.dataSync(), tf.concat(alone).dataSync());
    if (!shape.every((n) => Number.isInteger(n) && n > 0))
      throw new EngineError("shape", `the output of ${step.kind} would be [${shape}]`);
    if (isApart) return shape;
    throw new EngineError("unsupported-layer", `${step.kind} mixes the samples of a batch`);
  };
  return onCpu(tf, () => tf.tidy(trial));
}

const isSame = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  Array.from(a).every((v, i) => Object.is(v, b[i]) || Math.abs(v - b[i]) <= 1e-4 * Math.max(1, Math.abs(v)));
