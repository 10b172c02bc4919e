/** @file Attribution methods on one picture; the plain gradient against `tf.grad`. */

import type { SaliencyMethod, SaliencyOptions, SaliencyResult } from "../../src/api.ts";
import type { Net } from "../nets/net.ts";
import { filesOf } from "../ours.ts";
import { pictureFor } from "../pictures.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { inTime, netsOf, samplesOf } from "./choices.ts";
import { hasGradients, openPeers } from "./peers.ts";
import { measured } from "./turns.ts";

/** Rounding, as a share of the largest number. */
const TOLERANCE = 1e-3;

const METHODS: readonly SaliencyMethod[] = [
  "gradient",
  "smoothgrad",
  "integrated-gradients",
  "grad-cam",
  "occlusion",
  "rise",
];

export async function saliency(place: Place, findings: Findings): Promise<void> {
  for (const net of netsOf(place, findings, "saliency", [place.quick ? "mini-xception" : "report-cnn"]))
    await one(place, findings, net);
}

async function one(place: Place, findings: Findings, net: Net): Promise<void> {
  const picture = await pictureFor(place, net);
  const engine = await place.engine("webgpu");
  const model = await engine.open([...filesOf(net)], { range: [0, 1] });
  const explain = async (options: SaliencyOptions) => {
    let last: SaliencyResult | undefined;
    for await (const result of engine.saliency(model, picture, options)) last = result;
    return last!;
  };
  try {
    for (const method of inTime(place, findings, `saliency/${net.name}`, METHODS)) {
      const key = `saliency-${method}/${net.name}`;
      const options = { method, ...(method === "rise" ? { samples: samplesOf(place, net) } : {}) };
      place.log(key);
      const result = await explain(options);
      findings.count(key, result.stats);
      const isGradient = method === "gradient";
      const peers = await openPeers(place, findings, key, net, 1, (name) => isGradient && hasGradients(name));
      const [[index, { values }]] = Object.entries(result.attributions);
      const input = Float32Array.from(picture.data, (v) => v / 255);
      const contenders = [{ name: "limelight", run: (): Promise<unknown> => explain(options) }];
      for (const { name, opened } of peers) {
        const run = () => opened.gradients!.ofLogit(input, Number(index));
        findings.same(`${key}/${name}`, values, await run(), TOLERANCE);
        contenders.push({ name, run });
      }
      const times = await measured(place, findings, contenders);
      for (const { name, rounds } of times) {
        findings.row({
          suite: "saliency",
          net: net.name,
          engine: name,
          what: `${method}, ${result.stats.total} pictures`,
          rounds,
        });
        if (name !== "limelight") findings.ratio(`${key}/vs-${name}`, rounds, times[0].rounds);
      }
      for (const { opened } of peers) await opened.dispose();
    }
  } finally {
    await engine.close(model);
  }
}
