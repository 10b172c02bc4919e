/** @file `limelight curves`: it needs no model and no engine. */

import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { EngineError } from "../../errors.ts";
import {
  curvesCsv,
  curvesSvg,
  type Histories,
  readHistories,
  smoothCurve,
  type TrainingRun,
} from "../../index.node.ts";
import { filesOf, type Given } from "../options.ts";
import { digits } from "../report.ts";
import type { Findings } from "../run.ts";
import { numberOf, refuse } from "../values.ts";

export async function curves(given: Given): Promise<Findings> {
  const smoothing = numberOf(given, "smoothing") ?? 0;
  if (!(smoothing >= 0 && smoothing < 1)) refuse("smoothing", given.smoothing, "a number from 0 to below 1");
  const files = filesOf(given);
  if (!files.length) throw new EngineError("bad-option", "curves needs a file: limelight curves history.csv");
  const histories = await readHistories(
    files.map((path) => ({ name: basename(path), bytes: bytesOf(path) })),
  );
  if (given.out !== undefined)
    writeFileSync(given.out, curvesSvg(histories, { smoothing, log: "log" in given }));
  if (given.csv !== undefined) writeFileSync(given.csv, curvesCsv(histories));
  return { done: true, json: smoothed(histories, smoothing), lines: historyLines(histories) };
}

const smoothed = ({ runs, ...rest }: Histories, smoothing: number) => ({
  ...rest,
  smoothing,
  runs: runs.map((run) => ({
    ...run,
    curves: run.curves.map((curve) => ({
      ...curve,
      ...(smoothing ? { smoothed: smoothCurve(curve.values, smoothing) } : {}),
    })),
  })),
});

export const historyLines = ({ runs, warnings }: Histories): string[] => [
  ...runs.flatMap(runLines),
  ...warnings.map((warning) => `warning: ${warning}`),
];

function runLines({ name, epochs, curves: all, best }: TrainingRun): string[] {
  return [
    `${name}: ${epochs} epochs${best ? `, best at epoch ${best.epoch} (${best.split} ${best.metric} ${digits(best.value)})` : ""}`,
    ...all.map(({ metric, split, values }) => {
      const known = values.filter(Number.isFinite);
      const ends = known.length ? `${digits(known[0])} to ${digits(known[known.length - 1])}` : "no numbers";
      return `  ${split} ${metric}: ${ends}`;
    }),
  ];
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new EngineError("bad-data", `${path} could not be read: ${(cause as Error).message}`, { cause });
  }
}
