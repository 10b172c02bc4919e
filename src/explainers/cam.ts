/**
 * @file Class activation maps: the maps of a layer, summed up by what the score's gradient says of each.
 *
 * With A a layer's output and g the gradient of the score by it, for each channel c:
 * - Grad-CAM (Selvaraju et al., 2017, https://arxiv.org/abs/1610.02391): sum of mean(g_c) A_c
 * - Grad-CAM++ (Chattopadhay et al., 2018, https://arxiv.org/abs/1710.11063): sum of w_c A_c, w_c = sum of a_c relu(g_c), where
 *   a_c = 1 / (2 + g_c sum(A_c)), 0 where g_c is, divided by its sum; as tf_keras_vis/gradcam_plus_plus.py, but for the
 *   factor exp(score), which changes no picture and overflows
 * - Layer-CAM (Jiang et al., 2021, https://doi.org/10.1109/TIP.2021.3089943): sum of relu(g_c) A_c, pixel by pixel
 *
 * All of it on the device. What comes back is [h, w, 1] of the layer's size, before the ReLU that ends each of them: what is
 * negative speaks against the class.
 */

import { EngineError } from "../errors.ts";
import { GraphBuilder, sizeOf, type Value } from "../graph/graph.ts";
import { activation } from "../kernels/ops/activation.ts";
import { add, divide, greaterEqual, less, multiply, scaled } from "../kernels/ops/binary.ts";
import { constant, ones } from "../kernels/ops/constants.ts";
import { conv2d } from "../kernels/ops/conv2d.ts";
import { globalAveragePool2d } from "../kernels/ops/pool2d.ts";
import { gradient } from "../passes/gradient.ts";
import { optimise } from "../passes/optimise.ts";
import { compileWithin } from "./compile.ts";
import { chooseLayer } from "./layer.ts";
import type { Method } from "./saliency-setup.ts";
import { scoreSeed, scoreValue } from "./score.ts";

/** From maps and slopes [h, w, c] to what is summed over the channels. */
type Weigh = (g: GraphBuilder, maps: Value, slopes: Value) => Value;

export const gradCam: Method = classActivation((g, maps, slopes) =>
  multiply(g, maps, globalAveragePool2d(g, slopes)),
);

export const gradCamPlusPlus: Method = classActivation((g, maps, slopes) => {
  const rises = relu(g, slopes);
  const moves = add(g, less(g, constant(g, 0), slopes), less(g, slopes, constant(g, 0))); // 1 where it is not 0
  const share = divide(g, moves, add(g, multiply(g, slopes, total(g, maps)), constant(g, 2)));
  const all = total(g, share);
  const isZero = multiply(g, greaterEqual(g, all, constant(g, 0)), greaterEqual(g, constant(g, 0), all));
  return multiply(g, maps, divide(g, total(g, multiply(g, share, rises)), add(g, all, isZero)));
});

export const layerCam: Method = classActivation((g, maps, slopes) => multiply(g, maps, relu(g, slopes)));

const relu = (g: GraphBuilder, x: Value) => activation(g, x, { kind: "relu" });

/** The sum of each channel: [h, w, c] to [c]. */
const total = (g: GraphBuilder, x: Value) => scaled(g, globalAveragePool2d(g, x), x.shape[0] * x.shape[1]);

function classActivation(weigh: Weigh): Method {
  return async function* ({ backend, model, input, classes, score, options, unlessCancelled }) {
    const g = new GraphBuilder();
    const x = g.input("input", model.inputShape);
    const chosen = g.input("chosen", [model.classes.length]);
    const applied = model.apply(g, x);
    const layer = chooseLayer(applied, model.layers, options.layer);
    const { shape } = layer.value;
    if (shape.length !== 3)
      throw new EngineError(
        "bad-option",
        `layer '${layer.name}' answers [${shape}]; a class activation map needs a height and a width, as convolutions have`,
      );
    const slopes = gradient(g, [scoreSeed(g, applied, score, chosen)], layer.value);
    const each = weigh(g, layer.value, slopes);
    const map = conv2d(g, each, ones(g, [1, 1, shape[2], 1]), { strides: [1, 1], padding: "valid" });
    const { value, read } = scoreValue(applied, score);

    const plan = await compileWithin(backend, optimise(g.build([map, value])), {
      most: Math.min(options.batch ?? 64, classes.length),
      memoryBudget: options.memoryBudget ?? 2 ** 28,
    });
    try {
      const [values, scores]: [Float32Array<ArrayBuffer>[], number[]] = [[], []];
      const size = sizeOf(map.shape);
      for (let from = 0; from < classes.length; from += plan.maxBatch) {
        const some = classes.slice(from, from + plan.maxBatch);
        plan.write(x, repeated(input, some.length));
        plan.write(chosen, oneHot(some, model.classes.length));
        const [maps, answers] = await unlessCancelled(plan.askAll([map, value], some.length));
        for (const [n, index] of some.entries()) {
          values.push(maps.slice(n * size, (n + 1) * size));
          scores.push(read(answers[n * model.classes.length + index]));
        }
      }
      const [done, batch] = [classes.length, Math.min(plan.maxBatch, classes.length)];
      const stats = plan.stats();
      yield { shape: map.shape, values, scores, done, total: done, batch, stats, layer: layer.name };
    } finally {
      plan.dispose();
    }
  };
}

function repeated(input: Float32Array, times: number): Float32Array<ArrayBuffer> {
  const all = new Float32Array(input.length * times);
  for (let n = 0; n < times; n++) all.set(input, n * input.length);
  return all;
}

function oneHot(classes: readonly number[], length: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(classes.length * length);
  for (const [n, index] of classes.entries()) rows[n * length + index] = 1;
  return rows;
}
