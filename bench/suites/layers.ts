/** @file Single convolutions, as they are written down, against the adapter's peak: where on the roofline our kernels are. */

import { GraphBuilder } from "../../src/graph/graph.ts";
import { conv2d } from "../../src/kernels/ops/conv2d.ts";
import { pick } from "../../src/kernels/ops/gather.ts";
import { flatten } from "../../src/kernels/ops/reshape.ts";
import { optimise } from "../../src/passes/optimise.ts";
import { spread } from "../measure.ts";
import { type Conv, mulberry32, type Net } from "../nets/net.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { batchOf, netsOf } from "./choices.ts";
import { measured } from "./turns.ts";

export async function layers(place: Place, findings: Findings): Promise<void> {
  for (const net of netsOf(place, findings, "layers", ["report-cnn"])) {
    const shares: number[] = [];
    const shapeOf = new Map<string, readonly number[]>([["image", net.inputShape]]);
    for (const layer of net.layers) {
      if (layer.kind === "conv") {
        const share = await one(place, findings, net, layer, shapeOf.get(layer.inputs[0])!);
        if (layer.size === 3) shares.push(share);
      }
      shapeOf.set(layer.name, layer.shape);
    }
    if (shares.length) findings.counts[`layers/${net.name}/3x3-of-peak`] = spread(shares).median;
  }
}

/** The share of the peak that was measured in the same rounds. */
async function one(
  place: Place,
  findings: Findings,
  net: Net,
  layer: Conv,
  inputShape: readonly number[],
): Promise<number> {
  const batch = await batchOf(place, net);
  const g = new GraphBuilder();
  const x = g.input("x", inputShape);
  const filter = g.weight("filter", [layer.size, layer.size, inputShape[2], layer.shape[2]], layer.filter);
  const { stride, padding, bias } = layer;
  const y = conv2d(g, x, filter, { strides: [stride, stride], padding, bias, activation: { kind: "relu" } });
  const little = pick(g, flatten(g, y), [0]); // so that reading it takes no time
  const plan = await place.backend.compile(optimise(g.build([little])), {
    maxBatch: batch,
    direct: new Set([y.name]), // Winograd's executes less than is counted here
  });
  const random = mulberry32(3);
  plan.write(x, Float32Array.from({ length: batch * inputShape.reduce((a, b) => a * b, 1) }, random));

  await plan.ask(little, batch);
  const begun = performance.now();
  await plan.ask(little, batch);
  const repeat = Math.max(1, Math.min(64, Math.ceil(200 / (performance.now() - begun)))); // a fifth of a second at least
  const at = findings.peaks.length;
  const [{ rounds }] = await measured(place, findings, [
    { name: `${net.name} ${layer.name}`, run: () => plan.askAll([little], batch, repeat) },
  ]);
  plan.dispose();

  const flops = 2 * batch * repeat * layer.shape[0] * layer.shape[1] * layer.filter.length;
  const speeds = rounds.map((milliseconds) => flops / milliseconds / 1e6);
  const shares = speeds.map((gflops, round) => gflops / findings.peaks[at + round].gflops);
  const bytes = 4 * (layer.filter.length + batch * (size(inputShape) + size(layer.shape)));
  const gflops = spread(speeds).median;
  findings.row({
    suite: "layers",
    net: net.name,
    engine: layer.name,
    what: `${repeat} × ${batch} pictures`,
    rounds,
    work: { gflops },
  });
  findings.curves.push({
    plot: "roofline",
    name: `${net.name} ${layer.name}`,
    points: [[flops / repeat / bytes, gflops]],
  });
  findings.counts[`layers/${net.name}/${layer.name}-of-peak`] = spread(shares).median;
  return spread(shares).median;
}

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
