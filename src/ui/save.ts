/** @file Saves what is shown: the picture with its legend, and the result as JSON. */

import type { LimeResult } from "../explainers/lime-options.ts";
import { signed } from "./format.ts";
import { LOWERS, RAISES } from "./picture-canvas.ts";
import { rangeOf, weightsOf } from "./tint.ts";

/** The result as JSON, label map included. */
export function saveJson(result: LimeResult, name: string): void {
  const text = JSON.stringify(result, (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Uint32Array) : value,
  );
  download(new Blob([text], { type: "application/json" }), `${name}.json`);
}

/** The drawn picture above its legend, class and seed. */
export function savePng(picture: HTMLCanvasElement, result: LimeResult, label: number, name: string): void {
  const { width, height } = picture;
  const canvas = Object.assign(document.createElement("canvas"), { width, height: height + 64 });
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height + 64);
  context.drawImage(picture, 0, 0);
  const gradient = context.createLinearGradient(16, 0, width - 16, 0);
  for (const [at, colour] of [
    [0, LOWERS],
    [0.5, "#f4f3f0"],
    [1, RAISES],
  ] as const)
    gradient.addColorStop(at, colour); // prettier-ignore
  context.fillStyle = gradient;
  context.fillRect(16, height + 10, width - 32, 10);
  const range = rangeOf(weightsOf(result.explanations[label]));
  context.fillStyle = "#1b1b1a";
  context.fillRect(width / 2, height + 7, 1, 16);
  context.font = "14px system-ui";
  context.textAlign = "center";
  const words = [
    `LIME · ${result.classes[label]}`,
    `seed ${result.seed}`,
    `${result.stats.samples} samples`,
    result.model,
  ];
  context.fillText(words.join(" · "), width / 2, height + 54);
  context.fillText("0", width / 2, height + 36);
  context.textAlign = "left";
  context.fillText(signed(-range, 3), 16, height + 36);
  context.textAlign = "right";
  context.fillText(signed(range, 3), width - 16, height + 36);
  canvas.toBlob((blob) => blob && download(blob, `${name}.png`), "image/png");
}

function download(blob: Blob, name: string): void {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
