/** @file From a thousand samples to a hundred thousand: time should grow as they do, and memory not at all. */

import type { LimeResult } from "../../src/api.ts";
import { NETS } from "../nets/nets.ts";
import { filesOf } from "../ours.ts";
import { pictureFor } from "../pictures.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";

export async function scaling(place: Place, findings: Findings): Promise<void> {
  const net = NETS.tiny();
  const sizes = place.quick ? [500, 5000] : [1000, 10_000, 100_000];
  const picture = await pictureFor(place, net);
  const engine = await place.engine("webgpu");
  const model = await engine.open([...filesOf(net)], { range: [0, 1] });
  const explain = async (samples: number) => {
    let last: LimeResult | undefined;
    // what samples share is kept for as many of them as the budget allows: of a smaller one, the smallest run is several times that
    const memoryBudget = place.quick ? 2 ** 20 : 2 ** 24;
    const segmentation = { algorithm: "grid", rows: 5, columns: 5 } as const;
    const options = { samples, top: 1, segmentation, memoryBudget };
    for await (const result of engine.lime(model, picture, options)) last = result;
    return last!.stats;
  };
  await explain(sizes[0]);
  const found: { samples: number; seconds: number; bytes: number; memory: number }[] = [];
  for (const samples of sizes) {
    const begun = performance.now();
    const stats = await explain(samples);
    const milliseconds = performance.now() - begun;
    const memory = place.memory?.() ?? 0;
    found.push({ samples, seconds: milliseconds / 1000, bytes: stats.peakBufferBytes, memory });
    place.log(
      `scaling: ${samples} samples in ${milliseconds.toFixed(0)} ms, ${stats.peakBufferBytes} bytes of buffers`,
    );
    findings.row({
      suite: "scaling",
      net: net.name,
      engine: "limelight",
      what: `${samples} samples`,
      rounds: [milliseconds],
    });
    findings.count(`scaling-${samples}/${net.name}`, stats);
  }
  const [first, last] = [found[0], found.at(-1)!];
  findings.counts[`scaling/${net.name}/time-per-sample-most-over-least`] =
    (last.seconds / last.samples / first.seconds) * first.samples;
  findings.counts[`scaling/${net.name}/buffer-bytes-most-over-least`] = last.bytes / first.bytes;
  if (first.memory)
    findings.counts[`scaling/${net.name}/process-bytes-most-over-least`] = last.memory / first.memory;
  const points = found.map(({ samples, seconds }) => [samples, seconds] as const);
  findings.curves.push({
    plot: "time against samples",
    name: `scaling/${net.name}`,
    points: [[0, 0], ...points],
  });
  await engine.close(model);
}
