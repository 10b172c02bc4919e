/** @file The suites by name. */

import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { forward } from "./forward.ts";

export const SUITES = { forward } as const satisfies Readonly<
  Record<string, (place: Place, findings: Findings) => Promise<void>>
>;

export type SuiteName = keyof typeof SUITES;

export type Options = Pick<Place, "quick" | "nets" | "patience">;

export async function runSuite(suite: SuiteName, place: Place, findings: Findings): Promise<void> {
  await SUITES[suite](place, findings);
}
