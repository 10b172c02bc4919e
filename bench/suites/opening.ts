/** @file From a model's bytes to its first answer: reading, weights to the device, and whatever is compiled by then. */

import type { Net } from "../nets/net.ts";
import { filesOf } from "../ours.ts";
import { pictureFor } from "../pictures.ts";
import type { Place } from "../place.ts";
import { type Findings, Unequal } from "../results.ts";
import { netsOf } from "./choices.ts";
import { measured } from "./turns.ts";

export async function opening(place: Place, findings: Findings): Promise<void> {
  for (const net of netsOf(place, findings, "opening", ["report-cnn", "mobilenet-v2"]))
    await one(place, findings, net);
}

async function one(place: Place, findings: Findings, net: Net): Promise<void> {
  const key = `opening/${net.name}`;
  place.log(key);
  const picture = await pictureFor(place, net);
  const input = Float32Array.from(picture.data, (v) => v / 255);
  const engine = await place.engine("webgpu");
  const files = [...filesOf(net)];
  const ours = async () => {
    const model = await engine.open(files, { range: [0, 1] });
    const { probabilities } = await engine.predict(model, picture);
    await engine.close(model);
    return probabilities;
  };
  const contenders = [{ name: "limelight", run: ours as () => Promise<unknown> }];
  const answer = await ours();
  for (const peer of place.peers) {
    const run = async () => {
      const opened = await peer.open(net, 1);
      const probabilities = await opened.predict(input);
      await opened.dispose();
      return probabilities;
    };
    try {
      const theirs = await run();
      if (!place.countsOnly) findings.same(`${key}/${peer.name}`, answer, theirs, 1e-4);
      contenders.push({ name: peer.name, run });
    } catch (error) {
      if (error instanceof Unequal) throw error;
      findings.missing.push(`${key}: ${peer.name}: ${(error as Error).message.slice(0, 300)}`);
    }
  }
  const times = await measured(place, findings, contenders);
  for (const { name, rounds } of times) {
    findings.row({ suite: "opening", net: net.name, engine: name, what: "bytes to first answer", rounds });
    if (name !== "limelight") findings.ratio(`${key}/vs-${name}`, rounds, times[0].rounds);
  }
  findings.counts[`${key}/bytes`] = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
}
