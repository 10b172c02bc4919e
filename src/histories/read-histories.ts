/** @file Reads the histories that trainings leave: `.npy` files of one curve each, `.npz`, CSVLogger's CSV, JSON. */

import { csvRows, textOf } from "../data/csv-rows.ts";
import { bytesEntry, fileName } from "../data/entries.ts";
import { unzip } from "../data/unzip.ts";
import { EngineError } from "../errors.ts";
import { isNpy, readNpy } from "../images/npy.ts";
import type { NamedBytes } from "../models/model.ts";
import { curveName, keyName } from "./curve-names.ts";
import { bestEpoch, type Curve, type Histories } from "./history.ts";

/** Longer than any training, and short enough to draw. */
const MOST_VALUES = 1_000_000;
const MOST_CURVES = 1000;

interface Found extends Curve {
  readonly run: string;
}

/**
 * Curves of the same run, from however many files, come together. Throws EngineError("bad-data") for a file that is no history, with what
 * it is instead; pickles are refused, since they may run code.
 *
 * @example
 * const { runs } = await readHistories([{ name: "both_val_loss.npy", bytes }]);
 * console.log(runs[0].name, runs[0].best?.epoch); // "both", …
 */
export async function readHistories(files: readonly (NamedBytes | File)[]): Promise<Histories> {
  const warnings: string[] = [];
  const found: Found[] = [];
  for (const file of files) found.push(...(await readFile(await withBytes(file), warnings)));
  if (found.length > MOST_CURVES)
    throw bad(`there are ${found.length} curves; at most ${MOST_CURVES} are read`);
  const names = [...new Set(found.map(({ run }) => run))];
  const runs = names.map((name) => {
    const curves = found.filter(({ run }) => run === name).map(({ run: _, ...curve }) => curve);
    const best = bestEpoch(curves);
    return {
      ...{ name, epochs: Math.max(...curves.map(({ values }) => values.length)), curves },
      ...(best ? { best } : {}),
    };
  });
  return { runs, warnings };
}

async function readFile(file: NamedBytes, warnings: string[]): Promise<Found[]> {
  const { name, bytes } = file;
  const stem = fileName(name).replace(/\.[^.]*$/, "");
  if (isPickle(bytes)) throw pickled(name);
  if (isNpy(bytes)) {
    const { run, ...curve } = curveName(stem);
    return [{ ...curve, run: run || "run", values: numbersOf(file) }];
  }
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readNpz(file, stem);
  const first = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart();
  if (first.startsWith("{") || first.startsWith("[")) return readJson(file, stem);
  return readCsv(file, stem, warnings);
}

async function readNpz({ name, bytes }: NamedBytes, stem: string): Promise<Found[]> {
  const unzipping = unzip(await bytesEntry(name, bytes).stream(), name);
  let step = await unzipping.next();
  while (!step.done) step = await unzipping.next();
  const arrays = step.value.filter(({ path }) => path.endsWith(".npy"));
  return Promise.all(
    arrays.map(async (entry) => {
      const { run, ...curve } = curveName(entry.path.replace(/\.npy$/, ""));
      return {
        ...curve,
        run: run || stem,
        values: numbersOf({ name: entry.path, bytes: await entry.read() }),
      };
    }),
  );
}

function numbersOf({ name, bytes }: NamedBytes): number[] {
  if (/'descr':\s*'\|?O/.test(new TextDecoder().decode(bytes.subarray(0, 256)))) throw pickled(name);
  let array: ReturnType<typeof readNpy>;
  try {
    array = readNpy(bytes);
  } catch (cause) {
    throw bad(`${name}: ${(cause as Error).message}`, cause);
  }
  const { shape, data } = array;
  if (shape.filter((n) => n !== 1).length > 1)
    throw bad(`${name} has shape [${shape.join(", ")}]; a curve is [epochs], one number for each`);
  return checked(name, Array.from(data as ArrayLike<number | bigint>, Number));
}

/** Keras's `History.history`, perhaps within `history` or by the names of runs; or a list of epochs. */
function readJson({ name, bytes }: NamedBytes, stem: string): Found[] {
  let json: unknown;
  try {
    // Python writes what JSON has no word for
    json = JSON.parse(
      new TextDecoder().decode(bytes).replace(/(?<=[[,:\s])(NaN|-?Infinity)(?=[\s,\]}])/g, "null"),
    );
  } catch (cause) {
    throw bad(`${name} is no valid JSON: ${(cause as Error).message}`, cause);
  }
  if (Array.isArray(json)) json = columnsOf(json);
  const inner = (json as { history?: unknown })?.history ?? json;
  const found = curvesIn(name, inner, stem);
  if (found.length) return found;
  const runs = Object.entries((inner ?? {}) as object).flatMap(([run, value]) =>
    curvesIn(name, (value as { history?: unknown } | null)?.history ?? value, run),
  );
  if (!runs.length)
    throw bad(`${name} has no lists of numbers; a history is {"loss": [0.9, 0.5], "val_loss": [1, 0.7]}`);
  return runs;
}

function curvesIn(name: string, value: unknown, run: string): Found[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value)
    .filter(([key, list]) => key !== "epoch" && Array.isArray(list) && list.length > 0 && list.every(isValue))
    .map(([key, list]) => ({
      ...keyName(key),
      run,
      values: checked(name, (list as unknown[]).map(toNumber)),
    }));
}

const isValue = (value: unknown) => typeof value === "number" || value === null;
const toNumber = (value: unknown): number => (value === null || value === "" ? Number.NaN : Number(value));

/** A list of {epoch, loss, …} by column. */
function columnsOf(rows: readonly unknown[]): Record<string, unknown[]> {
  const keys = new Set(rows.flatMap((row) => Object.keys((row ?? {}) as object)));
  return Object.fromEntries(
    [...keys].map((key) => [key, rows.map((row) => (row as Record<string, unknown> | null)?.[key] ?? null)]),
  );
}

/** CSVLogger's: a column for each metric, perhaps one with the epoch. What is no number is none, and is said. */
async function readCsv({ name, bytes }: NamedBytes, stem: string, warnings: string[]): Promise<Found[]> {
  let header: string[] | undefined;
  let columns: number[][] = [];
  const lines: number[] = [];
  for await (const { rows } of csvRows(await bytesEntry(name, bytes).stream()))
    for (const { line, cells } of rows) {
      if (!header) {
        header = cells.map(textOf);
        columns = header.map(() => []);
        continue;
      }
      if (lines.length >= MOST_VALUES) throw bad(`${name} has more than ${MOST_VALUES} rows`);
      lines.push(line);
      for (const [i, column] of columns.entries()) column.push(toNumber(cells[i] ? textOf(cells[i]) : ""));
    }
  const found = columns
    .map((values, i) => ({ key: header?.[i] ?? "", values }))
    .filter(
      ({ key, values }) => key && !/^(epoch|step|time.*|wall.*)$/i.test(key) && values.some(Number.isFinite),
    );
  if (!found.length)
    throw bad(
      `${name} (${bytes.length} bytes) is no history: .npy, .npz, CSV with a header and JSON are read`,
    );
  const odd = lines.filter((_, i) => found.some(({ values }) => Number.isNaN(values[i])));
  if (odd.length)
    warnings.push(`${name}: ${odd.length} rows have cells that are no numbers, the first in line ${odd[0]}`);
  return found.map(({ key, values }) => ({ ...keyName(key), run: stem, values }));
}

const withBytes = async (file: NamedBytes | File): Promise<NamedBytes> =>
  file instanceof Blob ? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } : file;

function checked(name: string, values: number[]): number[] {
  if (values.length > MOST_VALUES)
    throw bad(`${name} has ${values.length} numbers; at most ${MOST_VALUES} are read`);
  if (!values.length) throw bad(`${name} is empty`);
  return values;
}

/** Protocols 2 to 5, as pickle.dump writes them. */
const isPickle = (bytes: Uint8Array) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5;

const pickled = (name: string) =>
  bad(
    `${name} holds pickled Python objects, which are not read: a pickle may run code; save the numbers instead, with np.savez('history.npz', **history.history), or json.dump`,
  );

const bad = (message: string, cause?: unknown) =>
  new EngineError("bad-data", message, cause === undefined ? {} : { cause });
