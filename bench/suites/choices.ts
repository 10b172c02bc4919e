/** @file How much of each network is measured here: enough to mean something, little enough to end. */

import type { Net } from "../nets/net.ts";
import { NETS, type NetName } from "../nets/nets.ts";
import { largestBatch } from "../ours.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";

/** What a suite goes through, as long as there is time; the rest is named among what is missing. */
export function* inTime<T>(
  { until, log }: Place,
  findings: Findings,
  suite: string,
  all: readonly T[],
): Generator<T, void> {
  for (const [i, each] of all.entries()) {
    if (i > 0 && Date.now() > until) {
      const why = `${suite}: no time was left for ${all.slice(i).join(", ")}`;
      findings.missing.push(why);
      log(why);
      return;
    }
    yield each;
  }
}

/** The networks that were asked for, else those of the suite. Each is made when its turn comes. */
export function* netsOf(
  place: Place,
  findings: Findings,
  suite: string,
  usual: readonly NetName[],
): Generator<Net, void> {
  for (const name of inTime(place, findings, suite, place.nets ?? usual)) yield NETS[name](place.quick);
}

export const roundsOf = ({ quick, countsOnly }: Place): number => (countsOnly ? 1 : quick ? 3 : 5);

/** Pictures at a time: 32 where they fit, and on a software adapter at most 16 and a few seconds' work. */
export async function batchOf({ backend, quick, countsOnly }: Place, net: Net): Promise<number> {
  const fit = Math.min(32, await largestBatch(backend, net));
  if (!backend.software || countsOnly) return fit;
  const affordable = (quick ? 0.5e9 : 4e9) / net.multiplyAdds;
  return Math.max(1, Math.min(quick ? 4 : 16, 2 ** Math.floor(Math.log2(affordable)), fit));
}

/** Samples of a LIME run: a thousand on a GPU, and some minutes' work on a software adapter. */
export function samplesOf({ backend, quick, countsOnly }: Place, { multiplyAdds }: Net): number {
  if (countsOnly) return 1000;
  const affordable = backend.software ? (quick ? 6e9 : 200e9) / multiplyAdds : Infinity;
  return Math.max(16, Math.min(1000, Math.floor(affordable)));
}
