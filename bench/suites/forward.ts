/** @file The same pictures through the same network, by every engine, at the same batch. */

import { spread } from "../measure.ts";
import type { Net } from "../nets/net.ts";
import { between, openOurs } from "../ours.ts";
import { noise } from "../pictures.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { batchOf, netsOf } from "./choices.ts";
import { openPeers } from "./peers.ts";
import { measured } from "./turns.ts";

/** Rounding, in sums of some thousand products. */
const TOLERANCE = 1e-4;

export async function forward(place: Place, findings: Findings): Promise<void> {
  for (const net of netsOf(place, findings, "forward", [
    "report-cnn",
    "mini-xception",
    "mobilenet-v2",
    "vgg-like",
    "resnet-like",
  ]))
    await one(place, findings, net);
}

async function one(place: Place, findings: Findings, net: Net): Promise<void> {
  const batch = await batchOf(place, net);
  const pictures = noise(net, batch);
  const key = `forward/${net.name}`;
  place.log(`${key}: ${batch} pictures`);

  const ours = await openOurs(place.backend, net, batch);
  const answer = await ours.predict(pictures);
  const before = ours.stats();
  await ours.predict(pictures);
  findings.count(key, between(before, ours.stats()));
  const peers = await openPeers(place, findings, key, net, batch);
  try {
    for (const { name, opened } of peers)
      findings.same(`${key}/${name}`, answer, await opened.predict(pictures), TOLERANCE);
    const contenders = [
      { name: "limelight", run: () => ours.predict(pictures) },
      ...peers.map(({ name, opened }) => ({ name, run: () => opened.predict(pictures) })),
    ];
    const times = await measured(place, findings, contenders);
    const flops = 2 * net.multiplyAdds * batch;
    for (const { name, rounds } of times) {
      const gflops = flops / spread(rounds).median / 1e6;
      findings.row({
        suite: "forward",
        net: net.name,
        engine: name,
        what: `${batch} pictures`,
        rounds,
        work: { gflops },
      });
      findings.curves.push({ plot: "roofline", name, points: [[flops / traffic(net, batch), gflops]] });
      if (name !== "limelight") findings.ratio(`${key}/vs-${name}`, rounds, times[0].rounds);
    }
  } finally {
    ours.dispose();
    for (const { opened } of peers) await opened.dispose();
  }
}

/** Bytes that must move at least: weights once, and what each layer reads and writes. */
function traffic({ layers, inputShape }: Net, batch: number): number {
  const sizes = new Map<string, number>([["image", size(inputShape)]]);
  let [weights, activations] = [0, 0];
  for (const layer of layers) {
    sizes.set(layer.name, size(layer.shape));
    activations += size(layer.shape) + layer.inputs.reduce((sum, input) => sum + sizes.get(input)!, 0);
    weights += "filter" in layer ? layer.filter.length : "weights" in layer ? layer.weights.length : 0;
  }
  return 4 * (weights + batch * activations);
}

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
