/** @file Rounds as long and as many as the place allows, with the adapter's peak beside each. */

import { type Contender, inTurn, spread, type Times } from "../measure.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { roundsOf } from "./choices.ts";

export async function measured(
  place: Place,
  findings: Findings,
  contenders: readonly Contender[],
): Promise<Times[]> {
  const times = await inTurn(contenders, {
    rounds: roundsOf(place),
    patience: place.patience,
    before: async () => findings.peaks.push(await place.peak()),
  });
  for (const { name, rounds } of times) {
    const { median, least, most } = spread(rounds);
    place.log(
      `  ${name}: ${median.toFixed(1)} ms (${least.toFixed(1)} to ${most.toFixed(1)}, ${rounds.length} rounds)`,
    );
  }
  return times;
}
