/** @file An explanation as SVG: the picture inside, the superpixels as shapes over it, the legend under it. On white, whatever the theme. */

import { escaped } from "../../data/svg-text.ts";
import { LOWERS, RAISES, rangeOf, weightsOf } from "../../explainers/tint.ts";
import { BLUE_ORANGE } from "../../images/colour-map.ts";
import { count, digitsOf, signed } from "../drawing/format.ts";
import { type Loop, outlinesOf, traceLoops } from "../drawing/outlines.ts";
import { bitmapOf, FONT } from "../drawing/picture-canvas.ts";
import { tintsOf } from "../drawing/tint.ts";
import type { Words } from "../strings/strings.ts";
import type { Shown } from "./save.ts";

const WIDTH = 720;

export function limeSvg(words: Words, { result, picture, classIndex, explanation, look }: Shown): string {
  const { segments, classes, stats } = result;
  const scale = WIDTH / segments.width;
  const height = Math.round(scale * segments.height);
  const loops = traceLoops(segments);
  const weights = weightsOf(explanation);
  const tints = tintsOf(weights, look);
  const shapes = tints.map(({ segment, value, opacity }) => {
    const path = loops
      .filter(({ label }) => label === segment)
      .map(pathOf)
      .join("");
    return `<path d="${path}" fill="${value > 0 ? RAISES : LOWERS}" fill-opacity="${opacity.toFixed(3)}" fill-rule="evenodd"><title>${segment}: ${signed(value, 4)}</title></path>`;
  });
  const { of } = outlinesOf(segments);
  const digits = digitsOf(Math.abs(tints[0]?.value ?? 0));
  const values = tints.slice(0, 5).map(({ segment, value }) => {
    const [x, y] = of.get(segment)?.centre ?? [0, 0];
    return `<text x="${x * scale}" y="${y * scale + 6}" font-size="17" font-weight="600" fill="#fff" stroke="#0a0a0a" stroke-width="4" paint-order="stroke">${signed(value, digits)}</text>`;
  });
  const range = rangeOf(weights);
  const step = (WIDTH - 192) / BLUE_ORANGE.length;
  const bar = BLUE_ORANGE.map(
    (colour, i) =>
      `<rect x="${96 + i * step}" y="${height + 14}" width="${step + 0.5}" height="10" fill="${colour}"/>`,
  );
  const line = (text: string, x: number, y: number, anchor: string) =>
    `<text x="${x}" y="${height + y}" text-anchor="${anchor}">${escaped(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height + 84}" viewBox="0 0 ${WIDTH} ${height + 84}" font-family="${escaped(FONT)}" font-size="14" text-anchor="middle" fill="#1b1b1a">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    `<image href="${bitmapOf(picture).toDataURL()}" width="${WIDTH}" height="${height}" preserveAspectRatio="none"/>`,
    `<g transform="scale(${scale} ${height / segments.height})" stroke="#fff" stroke-opacity="0.45" stroke-width="${1 / scale}" stroke-linejoin="round">`,
    ...shapes,
    `<path d="${loops.map(pathOf).join("")}" fill="none"/></g>`,
    ...values,
    ...bar,
    `<rect x="${WIDTH / 2 - 1}" y="${height + 11}" width="2" height="16"/>`,
    line(words.lowers, 84, 24, "end"),
    line(words.raises, WIDTH - 84, 24, "start"),
    line(signed(-range, digitsOf(range)), 96, 45, "start"),
    line("0", WIDTH / 2, 45, "middle"),
    line(signed(range, digitsOf(range)), WIDTH - 96, 45, "end"),
    line(`${words.limeMethods[result.method]} · ${classes[classIndex]} · ${result.model}`, 16, 72, "start"),
    line(
      `${words.sampleCount} ${count(stats.samples)} · ${words.seedIs(result.seed)} · R² ${explanation.score.toFixed(2)}`,
      ...([WIDTH - 16, 72, "end"] as const),
    ),
    "</svg>\n",
  ].join("\n");
}

function pathOf({ points }: Loop): string {
  const pairs = points.flatMap((x, i) => (i % 2 === 0 ? [`${x} ${points[i + 1]}`] : []));
  return `M${pairs.join("L")}Z`;
}
