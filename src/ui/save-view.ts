/** @file What there is to save of a view, and as what. */

import { confusionCsv, confusionSvg } from "../data/confusion-files.ts";
import type { ConfusionResult } from "../data/confusion-options.ts";
import { curvesCsv, curvesSvg } from "../histories/curves-files.ts";
import { writeNpy } from "../images/npy.ts";
import type { SaveFormat } from "./events.ts";
import { compact } from "./format.ts";
import { heatOf } from "./saliency.ts";
import { fileName, plain, toJson, toPng } from "./save.ts";
import { heatPng } from "./save-heat.ts";
import type { Session } from "./session.ts";
import { sheetPng } from "./sheet.ts";
import type { Looks } from "./stage.ts";
import type { Words } from "./strings.ts";
import { filterTile, mapTile, rangeOfMap } from "./tiles.ts";

interface Saved {
  /** Without what the format adds. */
  readonly name: string;
  /** By format: made when it is asked for. */
  readonly as: Partial<Record<SaveFormat, () => Blob | Promise<Blob>>>;
}

/** Nothing where there is no result. */
export function savable(words: Words, session: Session, looks: Looks): Saved | undefined {
  switch (session.view) {
    case "lime":
      return lime(words, session, looks);
    case "saliency":
      return saliency(words, session, looks);
    case "filters":
      return filters(session);
    case "maps":
      return maps(session);
    case "model":
      return undefined;
    case "curves":
      return curves(session);
    case "confusion":
      return confusion(session);
  }
}

function lime(words: Words, { runs, picture, classIndex }: Session, looks: Looks): Saved | undefined {
  const result = runs.lime.latest;
  const explanation = classIndex === undefined ? undefined : result?.explanations[classIndex];
  if (!result || !picture || classIndex === undefined || !explanation) return undefined;
  const shown = { result, picture, classIndex, explanation, look: looks.lime };
  return { name: fileName(shown), as: { png: () => toPng(words, shown), json: () => json(result) } };
}

function saliency(words: Words, { runs, picture, classIndex }: Session, { heat }: Looks): Saved | undefined {
  const result = runs.saliency.latest;
  const attribution = classIndex === undefined ? undefined : result?.attributions[classIndex];
  if (!result || classIndex === undefined || !attribution) return undefined;
  const name = result.classes[classIndex];
  const text = `${words.methods[result.method]} · ${name} ${compact(attribution.score)} · ${result.model}`;
  return {
    name: `limelight-${result.method}-${plain(name) || classIndex}`,
    as: {
      png: () => heatPng(picture, heatOf(attribution, result), heat, text),
      json: () => json(result),
      npy: () => npy(attribution.shape, attribution.values),
    },
  };
}

function filters({ runs }: Session): Saved | undefined {
  const result = runs.filters.latest;
  if (!result || result.pictures.length === 0) return undefined;
  const { pictures, values, height, width, channels } = result;
  return {
    name: `limelight-filters-${plain(result.layer)}`,
    as: {
      png: () => sheetPng(pictures.map((picture) => filterTile(picture, result))),
      ...(values ? { npy: () => npy([pictures.length, height, width, channels], values) } : {}),
    },
  };
}

function maps({ runs }: Session): Saved | undefined {
  const result = runs.maps.latest;
  if (!result) return undefined;
  const channels = [...result.channels.keys()];
  return {
    name: `limelight-feature-maps-${plain(result.layer)}`,
    as: {
      png: () => sheetPng(channels.map((c) => mapTile(result, c, rangeOfMap(result, c, "each")))),
      npy: () => npy(result.shape, result.values),
    },
  };
}

function confusion({ runs, data }: Session): Saved | undefined {
  const result = runs.confusion.latest;
  if (!result) return undefined;
  const text = (type: string, of: (result: ConfusionResult) => string) => () =>
    new Blob([of(result)], { type });
  return {
    name: `limelight-confusion-${plain(data.set?.name ?? "")}`,
    as: {
      csv: text("text/csv", confusionCsv),
      svg: text("image/svg+xml", confusionSvg),
      json: () => json(result),
    },
  };
}

function curves({ histories }: Session): Saved | undefined {
  if (!histories) return undefined;
  const text = (type: string, written: string) => () => new Blob([written], { type });
  return {
    name: "limelight-curves",
    as: {
      csv: text("text/csv", curvesCsv(histories)),
      svg: text("image/svg+xml", curvesSvg(histories)),
      json: () => json(histories),
    },
  };
}

const json = (result: object) => new Blob([toJson(result)], { type: "application/json" });

const npy = (shape: readonly number[], values: Float32Array<ArrayBuffer>) =>
  new Blob([writeNpy(shape, values)], { type: "application/octet-stream" });
