/** @file What sharing is tested with: small networks of every kind, masks of coins, and the same samples with and without. */

import { type Graph, GraphBuilder, sizeOf, type Value } from "../src/graph/graph.ts";
import type { Backend, PlanStats } from "../src/kernels/backend.ts";
import { activation } from "../src/kernels/ops/activation.ts";
import { add, subtract } from "../src/kernels/ops/binary.ts";
import { concatenate } from "../src/kernels/ops/concatenate.ts";
import { conv2d, dense } from "../src/kernels/ops/conv2d.ts";
import { depthwiseConv2d } from "../src/kernels/ops/depthwise-conv2d.ts";
import { zeroPadding2d } from "../src/kernels/ops/gather.ts";
import { maskSegments } from "../src/kernels/ops/mask-segments.ts";
import { averagePool2d, globalAveragePool2d, globalMaxPool2d, maxPool2d } from "../src/kernels/ops/pool2d.ts";
import { prelu } from "../src/kernels/ops/prelu.ts";
import { flatten } from "../src/kernels/ops/reshape.ts";
import { resizeArea, resizeBilinear } from "../src/kernels/ops/resize.ts";
import { scaleShift } from "../src/kernels/ops/scale-shift.ts";
import { softmax } from "../src/kernels/ops/softmax.ts";
import { optimise } from "../src/passes/optimise.ts";
import type { Sets } from "../src/passes/samples.ts";
import type { Shared } from "../src/passes/share.ts";
import { random } from "./ops.ts";

export const SIZE = 12;
export const CLASSES = 5;

type Network = (g: GraphBuilder, image: Value) => Value;

const relu = { kind: "relu" } as const;
const pooled = { kernel: [2, 2], strides: [2, 2], padding: "valid" } as const;

/** A convolution of x without changing its size, of so many filters. */
function conv(g: GraphBuilder, x: Value, filters: number, kernel = 3, stride = 1): Value {
  const shape = [kernel, kernel, x.shape[2], filters];
  const strides = [stride, stride] as const;
  const w = g.weight("w", shape, random(sizeOf(shape), filters + kernel));
  return conv2d(g, x, w, { strides, padding: "same", bias: random(filters, 9), activation: relu });
}

function depthwise(g: GraphBuilder, x: Value, stride: number, padding: "same" | "valid"): Value {
  const w = g.weight("w", [3, 3, x.shape[2], 1], random(9 * x.shape[2], 5));
  return depthwiseConv2d(g, x, w, { strides: [stride, stride], padding, activation: { kind: "relu6" } });
}

const ended = (g: GraphBuilder, x: Value): Value =>
  softmax(g, dense(g, x, g.weight("w", [sizeOf(x.shape), CLASSES], random(sizeOf(x.shape) * CLASSES, 7))));

export const networks: Readonly<Record<string, Network>> = {
  chain(g, image) {
    const y = maxPool2d(g, conv(g, image, 8), pooled);
    return ended(g, maxPool2d(g, conv(g, y, 8), pooled));
  },
  residual(g, image) {
    const x = conv(g, image, 8);
    const y = add(g, x, conv(g, conv(g, x, 8), 8));
    const z = add(g, conv(g, y, 8, 1, 2), conv(g, conv(g, y, 4, 1, 2), 8));
    return ended(g, globalAveragePool2d(g, activation(g, add(g, z, conv(g, z, 8)), relu)));
  },
  concatenated(g, image) {
    const x = conv(g, image, 4);
    const around = averagePool2d(g, x, { kernel: [3, 3], strides: [1, 1], padding: "same" });
    const y = concatenate(g, [conv(g, x, 4, 1), conv(g, x, 4), conv(g, x, 4, 5), around], -1);
    return ended(g, flatten(g, maxPool2d(g, y, pooled)));
  },
  resized(g, image) {
    const mean = g.weight("mean", [8, 10, 1], random(80, 6));
    const x = conv(g, subtract(g, resizeArea(g, image, [8, 10], "smaller"), mean), 4);
    return ended(g, globalMaxPool2d(g, resizeBilinear(g, conv(g, x, 4), [11, 9])));
  },
  mobile(g, image) {
    const x = scaleShift(g, image, Float32Array.of(2), Float32Array.of(-0.5));
    const y = conv(g, conv(g, x, 8, 3, 2), 4, 1);
    const wide = prelu(g, depthwise(g, conv(g, y, 8, 1), 1, "same"), g.weight("a", [8], random(8, 4)));
    const z = add(g, y, conv(g, wide, 4, 1));
    const padding = [
      [0, 1],
      [1, 0],
    ] as const;
    const small = depthwise(g, zeroPadding2d(g, conv(g, z, 8, 1), padding), 2, "valid");
    return ended(g, globalAveragePool2d(g, conv(g, small, 8, 1)));
  },
};

/** Its last convolution is one that the GPU does after Winograd, unless rows are shared there. */
export const tiled: Network = (g, image) =>
  ended(g, maxPool2d(g, conv(g, maxPool2d(g, conv(g, conv(g, image, 32), 32), pooled), 64), pooled));

/** A picture of SIZE x SIZE gray pixels, what hides it, and segments in a grid. */
export function questions(across: number, down: number, samples: number) {
  const segments = across * down;
  const words = Math.ceil(segments / 32);
  const labels = Uint32Array.from({ length: SIZE ** 2 }, (_, p) => {
    const [y, x] = [Math.floor(p / SIZE), p % SIZE];
    return Math.floor((x * across) / SIZE) + across * Math.floor((y * down) / SIZE);
  });
  const masks: Sets = { words, bits: new Uint32Array(samples * words) };
  random(samples * segments, 8).forEach((coin, i) => {
    const [n, s] = [Math.floor(i / segments), i % segments];
    if (coin > 0) masks.bits[n * words + (s >> 5)] |= 1 << (s & 31);
  });
  return { image: random(SIZE ** 2, 2), hidden: random(SIZE ** 2, 3), labels, segments, samples, masks };
}

export type Questions = ReturnType<typeof questions>;

/** The graph that answers them, each sample on its own. */
export function graphOf(network: Network, { segments, labels }: Questions) {
  const g = new GraphBuilder();
  const image = g.input("image", [SIZE, SIZE, 1], { batched: false });
  const hidden = g.input("hidden", [SIZE, SIZE, 1], { batched: false });
  const keep = g.input("keep", [Math.ceil(segments / 32)]);
  const where = g.weight("labels", [SIZE, SIZE], labels);
  const scores = network(g, maskSegments(g, image, hidden, where, keep, segments));
  return { graph: optimise(g.build([scores])), image, hidden, keep, scores };
}

/** Both, [samples, classes], and what either took. */
export async function askedBothWays(
  backend: Backend,
  { graph, image, hidden, keep, scores }: ReturnType<typeof graphOf>,
  shared: Shared,
  asked: Questions,
  batch = asked.samples,
) {
  const { samples, masks } = asked;
  const own = await backend.compile(graph, { maxBatch: samples });
  own.write(image, asked.image);
  own.write(hidden, asked.hidden);
  own.write(keep, Uint32Array.from(masks.bits));
  const expected = await own.ask(scores, samples);
  own.dispose();

  const plan = await backend.compile(shared.graph, { maxBatch: batch });
  const tables = shared.tables(masks)!;
  plan.write(shared.pixels, Float32Array.from([...asked.image, ...asked.hidden]));
  for (const [input, table] of tables.fixed) plan.write(input, table);
  const answers: number[] = [];
  for (let from = 0; from < samples; from += batch) {
    const size = Math.min(batch, samples - from);
    for (const [input, table] of tables.batched(from, from + size)) plan.write(input, table);
    answers.push(...(await plan.ask(scores, size)));
  }
  const stats: readonly [own: PlanStats, shared: PlanStats] = [own.stats(), plan.stats()];
  plan.dispose();
  return { expected, answers: Float32Array.from(answers), stats };
}

/** The steps, and of which each has rows ("*") instead of samples. */
export const described = ({ nodes }: Graph): string =>
  nodes.map(({ op, output }) => op.name + (output.along ? "*" : "")).join(" ");
