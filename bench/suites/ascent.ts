/** @file Gradient ascent, many filters at once, against the same loop with `tf.grad`. */

import type { AscentOptions, AscentResult } from "../../src/api.ts";
import type { Net } from "../nets/net.ts";
import { filesOf } from "../ours.ts";
import { noise } from "../pictures.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { netsOf } from "./choices.ts";
import { hasGradients, openPeers } from "./peers.ts";
import { measured } from "./turns.ts";

/** Rounding of one step, as a share of the largest pixel. */
const TOLERANCE = 1e-4;
const RATE = 1;

export async function ascent(place: Place, findings: Findings): Promise<void> {
  for (const net of netsOf(place, findings, "ascent", ["report-cnn"])) await one(place, findings, net);
}

async function one(place: Place, findings: Findings, net: Net): Promise<void> {
  const key = `ascent/${net.name}`;
  const layer = net.layers.filter(({ kind }) => kind === "conv")[1];
  const count = Math.min(place.quick ? 2 : 32, layer.shape[2]);
  const steps = place.quick ? 4 : 20;
  const filters = Array.from({ length: count }, (_, i) => i);
  const data = noise(net, count);
  const options: AscentOptions = {
    ...{ layer: layer.name, filters, rate: RATE, optimiser: "plain", objective: "channel" },
    start: { shape: [count, ...net.inputShape], data },
  };
  place.log(`${key}: ${count} filters of ${layer.name}, ${steps} steps`);

  const engine = await place.engine("webgpu");
  const model = await engine.open([...filesOf(net)], { range: [0, 1] });
  const climb = async (steps: number) => {
    let last: AscentResult | undefined;
    for await (const frame of engine.ascent(model, { ...options, steps })) last = frame;
    return last!;
  };
  const peers = await openPeers(place, findings, key, net, count, hasGradients);
  try {
    const single = await climb(1);
    for (const { name, opened } of peers)
      findings.same(
        `${key}/${name}`,
        single.values!,
        await opened.gradients!.climb(layer.name, data, filters, 1, RATE),
        TOLERANCE,
      );
    const { stats } = await climb(steps);
    findings.count(key, stats);
    const times = await measured(place, findings, [
      { name: "limelight", run: () => climb(steps) },
      ...peers.map(({ name, opened }) => ({
        name,
        run: () => opened.gradients!.climb(layer.name, data, filters, 1, RATE),
      })),
    ]);
    const perStep = times[0].rounds.map((milliseconds) => milliseconds / steps);
    for (const { name, rounds } of times) {
      const ours = name === "limelight";
      findings.row({
        suite: "ascent",
        net: net.name,
        engine: name,
        what: `a step of ${count} filters`,
        rounds: ours ? perStep : rounds,
      });
      if (!ours) findings.ratio(`${key}/vs-${name}`, rounds, perStep);
    }
  } finally {
    await engine.close(model);
    for (const { opened } of peers) await opened.dispose();
  }
}
