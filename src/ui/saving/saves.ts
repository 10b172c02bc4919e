/** @file As what each result can be saved. */

import type { AverageResult } from "../../data/average-options.ts";
import { confusionCsv, confusionSvg } from "../../data/confusion-files.ts";
import type { ConfusionResult } from "../../data/confusion-options.ts";
import type { ActivationsResult } from "../../explainers/activations-options.ts";
import type { AscentResult } from "../../explainers/ascent-options.ts";
import type { SaliencyResult } from "../../explainers/saliency-options.ts";
import { curvesCsv, curvesSvg } from "../../histories/curves-files.ts";
import type { Histories } from "../../histories/history.ts";
import type { Picture } from "../../images/picture.ts";
import type { Layer } from "../../models/model.ts";
import type { CompareResult } from "../../saved/compare.ts";
import type { Arrays } from "../../saved/npz.ts";
import { withPicture } from "../../saved/picture.ts";
import { VERSION } from "../../version.ts";
import { compact } from "../drawing/format.ts";
import type { HeatLook } from "../drawing/heat.ts";
import { filterTile, mapTile, rangeOfMap } from "../drawing/tiles.ts";
import type { Predicted } from "../elements/prediction.ts";
import { heatOf } from "../elements/saliency.ts";
import type { Words } from "../strings/strings.ts";
import { fileName, plain, type Shown, toJson, toPng } from "./save.ts";
import { heatPng } from "./save-heat.ts";
import { sheetPng } from "./sheet.ts";

export const FORMATS = ["png", "svg", "json", "csv", "npz", "py"] as const;

export type SaveFormat = (typeof FORMATS)[number];

export interface Saves {
  /** Of the files, without what the format adds. */
  readonly name: string;
  /** By format: made when it is asked for. */
  readonly as: Partial<Record<SaveFormat, () => Blob | Promise<Blob>>>;
}

export function limeSaves(words: Words, shown: Shown): Saves {
  const { result, picture, classIndex, look } = shown;
  const name = fileName(shown);
  return {
    name,
    as: {
      png: () => toPng(words, shown),
      svg: async () => svg((await import("./save-lime-svg.ts")).limeSvg(words, shown)),
      json: () => json(withPicture(result, picture, { classIndex, look })),
      csv: async () => csv((await tables()).limeCsv(result)),
      npz: () => npz(async () => (await arrays()).limeArrays(result, picture)),
      ...(result.method === "lime" ? { py: () => python(name, shown) } : {}),
    },
  };
}

async function python(name: string, { result }: Shown): Promise<Blob> {
  const { limePython } = await import("../../saved/lime-python.ts");
  return text("text/x-python", limePython(result, `${name}.npz`)!);
}

export function saliencySaves(
  words: Words,
  result: SaliencyResult,
  picture: Picture | undefined,
  classIndex: number,
  look: HeatLook,
): Saves {
  const attribution = result.attributions[classIndex];
  const name = result.classes[classIndex];
  const line = `${words.methods[result.method]} · ${name} ${compact(attribution.score)} · ${result.model}`;
  return {
    name: `limelight-${result.method}-${plain(name) || classIndex}`,
    as: {
      png: () => heatPng(picture, heatOf(attribution, result), look, line),
      json: () => json(withPicture(result, picture, { classIndex, look })),
      csv: async () => csv((await tables()).saliencyCsv(result)),
      npz: () => npz(async () => (await arrays()).saliencyArrays(result, picture)),
    },
  };
}

export const compareSaves = (words: Words, result: CompareResult, picture: Picture | undefined): Saves => ({
  name: `limelight-compare-${plain(result.classes[result.classIndex] ?? "") || result.classIndex}`,
  as: {
    png: async () => (await import("./save-compare.ts")).comparePng(words, result, picture),
    json: () => json(withPicture(result, picture, { classIndex: result.classIndex })),
    csv: async () => csv((await import("./save-compare.ts")).compareCsv(words, result)),
    npz: () => npz(async () => (await arrays()).compareArrays(result, picture)),
  },
});

export const filterSaves = (result: AscentResult): Saves => ({
  name: `limelight-filters-${plain(result.layer)}`,
  as: {
    png: () => sheetPng(result.pictures.map((picture) => filterTile(picture, result))),
    json: () => json(result),
    csv: async () => csv((await tables()).filtersCsv(result)),
    npz: () => npz(async () => (await arrays()).filterArrays(result)),
  },
});

export const mapSaves = (result: ActivationsResult, scale: "each" | "all"): Saves => ({
  name: `limelight-feature-maps-${plain(result.layer)}`,
  as: {
    png: () =>
      sheetPng([...result.channels.keys()].map((c) => mapTile(result, c, rangeOfMap(result, c, scale)))),
    json: () => json(result),
    csv: async () => csv((await tables()).mapsCsv(result)),
    npz: () => npz(async () => (await arrays()).mapArrays(result)),
  },
});

export const predictionSaves = (result: Predicted): Saves => ({
  name: "limelight-prediction",
  as: {
    json: () => json(result),
    csv: async () => csv((await tables()).predictionCsv(result)),
  },
});

export const summarySaves = (model: { readonly name: string; readonly layers: readonly Layer[] }): Saves => ({
  name: `limelight-model-${plain(model.name)}`,
  as: {
    json: () => json(model),
    csv: async () => csv((await tables()).summaryCsv(model.layers)),
  },
});

export const curveSaves = (histories: Histories): Saves => ({
  name: "limelight-curves",
  as: {
    svg: () => svg(curvesSvg(histories)),
    json: () => json(histories),
    csv: () => csv(curvesCsv(histories)),
    npz: () => npz(async () => (await arrays()).curveArrays(histories)),
  },
});

export const confusionSaves = (result: ConfusionResult): Saves => ({
  name: `limelight-confusion-${plain(result.data)}`,
  as: {
    svg: () => svg(confusionSvg(result)),
    json: () => json(result),
    csv: () => csv(confusionCsv(result)),
    npz: () => npz(async () => (await arrays()).confusionArrays(result)),
  },
});

export const meanSaves = (words: Words, result: AverageResult, look: HeatLook): Saves => ({
  name: `limelight-mean-maps-${plain(result.data)}`,
  as: {
    ...(result.perClass.length > 0
      ? { png: async () => (await import("./save-means.ts")).meansPng(words, result, look) }
      : {}),
    json: () => json(result),
    csv: async () => csv((await tables()).meansCsv(result)),
    npz: () => npz(async () => (await arrays()).meanArrays(result)),
  },
});

// what few ask for is loaded when it is
const tables = () => import("../../saved/tables.ts");
const arrays = () => import("../../saved/arrays.ts");

async function npz(made: () => Promise<Arrays>): Promise<Blob> {
  const { writeNpz } = await import("../../saved/npz.ts");
  return new Blob([writeNpz(await made())], { type: "application/octet-stream" });
}

const text = (type: string, written: string) => new Blob([written], { type });
const svg = (written: string) => text("image/svg+xml", written);
const csv = (written: string) => text("text/csv", written);
/** Its first words tell that it is a saved result. */
const json = (result: object) => text("application/json", toJson({ limelight: VERSION, ...result }));
