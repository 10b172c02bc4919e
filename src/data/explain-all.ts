/** @file The explanation of every picture of a data set, one after another. */

import { whenAborted } from "../explainers/cancellation.ts";
import { oneOf } from "../explainers/checks.ts";
import type { Answer } from "../explainers/classify.ts";
import { lime } from "../explainers/lime.ts";
import type { Pace } from "../explainers/pace.ts";
import { saliency } from "../explainers/saliency.ts";
import type { DataSubject } from "./confusion.ts";
import type { ExplainAllOptions, ExplainedPicture } from "./explain-all-options.ts";
import { explainMany, last } from "./explain-many.ts";
import { selectSamples } from "./samples.ts";

/** In the order of the selection; the last has `done`. Throws EngineError("bad-option"), "cancelled". */
export async function* explainAll(
  subject: DataSubject,
  options: ExplainAllOptions = {},
  signal?: AbortSignal,
): AsyncGenerator<ExplainedPicture, void> {
  const { by = "lime", ...asked } = options;
  oneOf("by", by, ["lime", "saliency"]);
  const started = performance.now();
  const { samples } = subject;
  const selected = selectSamples(samples, options);
  const cancelled = whenAborted(signal);
  const stop = new AbortController();
  const explain = async (_: number, answer: Answer, pace: Pace) =>
    by === "lime"
      ? { lime: await last(lime(answer, asked.lime, stop.signal, pace)) }
      : { saliency: await last(saliency(answer, asked.saliency, stop.signal, pace)) };
  const many = { selected, from: 0, unlessCancelled: cancelled.or, isWanted: () => true, explain };
  let position = 0;
  try {
    for await (const { sample, found, skipped, throughput } of explainMany(subject, many)) {
      const path = samples.path(sample);
      yield {
        ...{ done: ++position === selected.length, sample, position, selected: selected.length },
        ...(path === undefined ? {} : { path }),
        ...(skipped ? { skipped } : {}),
        ...found,
        ...throughput,
        milliseconds: performance.now() - started,
      };
    }
  } finally {
    stop.abort();
    cancelled.forget();
  }
}
