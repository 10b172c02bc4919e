/** @file From a thousand samples to a hundred thousand: time should grow as they do, and memory not at all. */

import type { LimeResult } from "../../src/api.ts";
import { spread } from "../measure.ts";
import { NETS } from "../nets/nets.ts";
import { filesOf } from "../ours.ts";
import { pictureFor } from "../pictures.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";

/** Of so many samples there are several rounds: they are soon done. */
const FEW = 10_000;

interface Found {
  readonly samples: number;
  readonly seconds: number;
  readonly processor: number;
  /** Of buffers. */
  readonly bytes: number;
  readonly held: number;
  readonly memory: number;
}

export async function scaling(place: Place, findings: Findings): Promise<void> {
  const net = NETS.tiny();
  const sizes = place.quick ? [500, 5000] : [1000, 10_000, 100_000];
  const picture = await pictureFor(place, net);
  const engine = await place.engine("webgpu");
  const model = await engine.open([...filesOf(net)], { range: [0, 1] });
  const explain = async (samples: number) => {
    let [last, held]: [LimeResult | undefined, number] = [undefined, 0];
    // what samples share is kept for as many of them as the budget allows: of a smaller one, the smallest run is several times that
    const memoryBudget = 2 ** 20;
    const segmentation = { algorithm: "grid", rows: 5, columns: 5 } as const;
    const options = { samples, top: 1, segmentation, memoryBudget };
    const [begun, before] = [performance.now(), place.processor?.() ?? 0];
    let [milliseconds, processor] = [0, 0];
    for await (last of engine.lime(model, picture, options)) {
      milliseconds = performance.now() - begun;
      processor = (place.processor?.() ?? 0) - before;
      if (last.done) held = place.held?.() ?? 0; // while the run still has all that it has
    }
    return { milliseconds, processor, held, stats: last!.stats };
  };
  await explain(sizes[0]);
  const found: Found[] = [];
  for (const samples of sizes) {
    const runs = [await explain(samples)];
    if (samples <= FEW && !place.quick) runs.push(await explain(samples), await explain(samples));
    const { stats, held } = runs.at(-1)!;
    const rounds = runs.map(({ milliseconds }) => milliseconds);
    const { median } = spread(rounds);
    const processor = spread(runs.map((run) => run.processor)).median / 1000;
    const memory = place.memory?.() ?? 0;
    found.push({ samples, seconds: median / 1000, processor, bytes: stats.peakBufferBytes, held, memory });
    place.log(
      `scaling: ${samples} samples in ${median.toFixed(0)} ms, ${stats.peakBufferBytes} bytes of buffers`,
    );
    findings.row({
      suite: "scaling",
      net: net.name,
      engine: "limelight",
      what: `${samples} samples`,
      rounds,
    });
    findings.count(`scaling-${samples}/${net.name}`, stats);
    if (held) findings.counts[`scaling-${samples}/${net.name}/javascript-bytes`] = held;
  }
  const [first, last] = [found[0], found.at(-1)!];
  const count = (what: string, number: number) => {
    findings.counts[`scaling/${net.name}/${what}`] = number;
  };
  count("time-per-sample-most-over-least", (last.seconds / last.samples / first.seconds) * first.samples);
  if (found.length > 2) {
    const [a, b, c] = found;
    const further = (of: "seconds" | "processor") =>
      ((c[of] - b[of]) / (c.samples - b.samples) / (b[of] - a[of])) * (b.samples - a.samples);
    count("time-of-a-further-sample-late-over-early", further("seconds"));
    if (c.processor) count("processor-time-of-a-further-sample-late-over-early", further("processor"));
  }
  count("buffer-bytes-most-over-least", last.bytes / first.bytes);
  if (first.held)
    count("javascript-bytes-of-a-further-sample", (last.held - first.held) / (last.samples - first.samples));
  if (first.memory) count("process-bytes-most-over-least", last.memory / first.memory);
  const points = found.map(({ samples, seconds }) => [samples, seconds] as const);
  findings.curves.push({
    plot: "time against samples",
    name: `scaling/${net.name}`,
    points: [[0, 0], ...points],
  });
  await engine.close(model);
}
