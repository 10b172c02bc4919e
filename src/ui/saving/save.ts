/** @file Saves what is shown: the picture with its legend, and the result as JSON. */

import type { ClassExplanation, LimeResult } from "../../explainers/lime-options.ts";
import { rangeOf, weightsOf } from "../../explainers/tint.ts";
import { BLUE_ORANGE } from "../../images/colour-map.ts";
import type { Picture } from "../../images/picture.ts";
import { count, digitsOf, signed } from "../drawing/format.ts";
import { drawScene, FONT } from "../drawing/picture-canvas.ts";
import { type Look, tintsOf } from "../drawing/tint.ts";
import type { Words } from "../strings/strings.ts";

export interface Shown {
  readonly result: LimeResult;
  readonly picture: Picture;
  readonly classIndex: number;
  readonly explanation: ClassExplanation;
  readonly look: Look;
}

/** "limelight-lime-happy", or "limelight-kernel-shap-happy" */
export const fileName = ({ result, classIndex }: Shown): string =>
  `limelight-${result.method}-${plain(result.classes[classIndex]) || classIndex}`;

/** A name as a part of a file's: letters and digits of any script. */
export const plain = (name: string): string => name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

/** The whole result, with the label map and other arrays as plain lists. */
export function toJson(result: object): string {
  return JSON.stringify(result, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Uint32Array) : value,
  );
}

/** The picture as it is looked at, its legend, the class, the seed and the fit. On white, whatever the theme. */
export async function toPng(
  words: Words,
  { result, picture, classIndex, explanation, look }: Shown,
): Promise<Blob> {
  const width = Math.max(720, picture.width);
  const height = Math.round((width * picture.height) / picture.width);
  const canvas = Object.assign(document.createElement("canvas"), { width, height: height + 84 });
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  const weights = weightsOf(explanation);
  const scene = { picture, segments: result.segments, tints: tintsOf(weights, look), pointed: undefined };
  drawScene(context, height, { ...scene, values: true, density: width / 560 });
  drawLegend(context, words, height + 14, rangeOf(weights));
  const text = [
    `${words.limeMethods[result.method]} · ${result.classes[classIndex]} · ${result.model}`,
    `${words.sampleCount} ${count(result.stats.samples)} · ${words.seedIs(result.seed)} · R² ${explanation.score.toFixed(2)}`,
  ];
  context.textAlign = "left";
  context.fillText(text[0], 16, height + 68, width / 2 - 24);
  context.textAlign = "right";
  context.fillText(text[1], width - 16, height + 68, width / 2 - 24);
  return pngOf(canvas);
}

export const pngOf = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("unreachable: no PNG encoder"))),
      "image/png",
    ),
  );

function drawLegend(context: CanvasRenderingContext2D, words: Words, top: number, range: number): void {
  const { width } = context.canvas;
  const [left, right] = [96, width - 96];
  const step = (right - left) / BLUE_ORANGE.length;
  BLUE_ORANGE.forEach((colour, i) => {
    context.fillStyle = colour;
    context.fillRect(left + i * step, top, step + 0.5, 10);
  });
  context.fillStyle = "#1b1b1a";
  context.fillRect(width / 2 - 1, top - 3, 2, 16);
  context.font = `14px ${FONT}`;
  context.textBaseline = "middle";
  const digits = digitsOf(range);
  for (const [text, x, y, align] of [
    [words.lowers, left - 12, top + 5, "right"],
    [words.raises, right + 12, top + 5, "left"],
    [signed(-range, digits), left, top + 26, "left"],
    ["0", width / 2, top + 26, "center"],
    [signed(range, digits), right, top + 26, "right"],
  ] as const) {
    context.textAlign = align;
    context.fillText(text, x, y);
  }
}

/** Hands a file to the browser to keep. */
export function download(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000); // the browser may begin to read it later
}
