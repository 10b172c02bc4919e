/** @file `limelight lime --data`: every picture of a data set. */

import { join } from "node:path";
import type { DataSet, ExplainedPicture, LimeOptions, LimeResult } from "../../index.node.ts";
import { dataLines, openDataSet, selectionOf, skippedLines } from "../data-options.ts";
import { openFolder } from "../folder.ts";
import { follow } from "../follow.ts";
import { resultText } from "../json.ts";
import type { Given } from "../options.ts";
import { backendLine, closingLines, digits, percent, seconds, throughputLine } from "../report.ts";
import type { Running, Work } from "../run.ts";
import { limeJson, writeLime } from "./files.ts";

/** Each picture is written when it is done, into a folder of its own: an interrupted run keeps what there is. */
export function limeOverData(given: Given, source: string, options: LimeOptions): Work {
  const selection = selectionOf(given);
  return async (running) => {
    const { engine, model, signal } = running;
    const data = await openDataSet(engine, source, signal);
    const rows = [...data.skipped.rows];
    const pictures: object[] = [];
    const lines: string[] = [];
    const explained = engine.explainAll(model, data, { ...selection, lime: options, signal });
    const end = await follow(
      each(explained, async (picture) => {
        if (picture.skipped) rows.push(picture.skipped);
        if (!picture.lime) return;
        if (given.out !== undefined) await write(running, data, join(given.out, nameOf(picture)), picture);
        const { sample, path, lime } = picture;
        const { prediction, explanations } = lime;
        pictures.push({ sample, ...(path === undefined ? {} : { path }), prediction, explanations });
        lines.push(lineOf(nameOf(picture), lime));
      }),
      ({ position, selected, picturesPerSecond }) =>
        `lime: ${position} of ${selected} pictures, ${digits(picturesPerSecond)} per second`,
    );
    const { done, position, selected, milliseconds, picturesPerSecond, deviceIdle } = end;
    const skipped = { count: data.skipped.count + rows.length - data.skipped.rows.length, rows };
    const speed = { milliseconds, picturesPerSecond, deviceIdle };
    return {
      done,
      json: {
        done,
        model: model.name,
        classes: model.classes,
        data: data.name,
        position,
        selected,
        ...speed,
        skipped,
        pictures,
      },
      lines: [
        backendLine(await engine.status()),
        ...dataLines({ ...data, skipped: { count: 0, rows: [] } }),
        "",
        ...lines,
        "",
        `${pictures.length} explained, ${position} of ${selected} pictures done with, in ${seconds(end)}`,
        throughputLine(end),
        ...skippedLines(skipped),
        ...closingLines({ done, warnings: [] }),
      ],
    };
  };
}

async function* each<T>(
  results: AsyncIterable<T>,
  work: (result: T) => Promise<void>,
): AsyncGenerator<T, void> {
  for await (const result of results) {
    await work(result);
    yield result;
  }
}

/** What `lime --out` writes of one picture, and the result as JSON. */
async function write(
  { engine, model }: Running,
  data: DataSet,
  folder: string,
  { sample, lime }: ExplainedPicture,
): Promise<void> {
  const picture = await engine.decode(await engine.sample(data, sample), model);
  writeLime(folder, picture, lime!);
  openFolder(folder)("lime.json", new TextEncoder().encode(resultText(limeJson(lime!, picture))));
}

/** The path in the data set; a path that could lead out of the folder, or none, is the picture's number. */
function nameOf({ sample, path }: ExplainedPicture): string {
  const parts = path?.split(/[\\/]/) ?? [""];
  return parts.some((part) => /^\.*$|:/.test(part)) ? String(sample) : parts.join("/");
}

/** The first class that is explained, and its strongest superpixel. */
function lineOf(name: string, { explanations, prediction, classes, options }: LimeResult): string {
  const [index] = options.labels as readonly number[];
  const [strongest] = explanations[index].weights;
  const weight = strongest ? `, superpixel ${strongest[0]} ${digits(strongest[1])}` : "";
  return `${name}: ${classes[index]} ${percent(prediction[index]).trim()}${weight}`;
}
