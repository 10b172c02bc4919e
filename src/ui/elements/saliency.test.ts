import { html } from "lit";
import { expect, test } from "vitest";
import "../define.ts";
import { picture } from "../../../test/fake-model.ts";
import { saliencyResult } from "../../../test/fake-results.ts";
import { complaints, painted, pixelOf, show, speak } from "../../../test/page.ts";
import type { SaliencyMethod, SaliencyResult } from "../../explainers/saliency-options.ts";
import { usualHeatLook } from "../drawing/heat.ts";
import type { LimelightHeatMap } from "./heat-map.ts";

const dark = { ...picture, data: new Uint8Array(picture.data.length) };
const { map, range } = saliencyResult().attributions[1];

const heatMap = (values: ArrayLike<number> | undefined, view = "over", signed = true) => html`
  <limelight-heat-map
    style="width: 240px"
    .picture=${dark}
    .values=${values}
    .size=${[8, 8]}
    .range=${signed ? range : [0, 0.4]}
    .signed=${signed}
    .view=${view}
  ></limelight-heat-map>
`;
const saliency = (result: SaliencyResult, classIndex = 1) => html`
  <limelight-saliency .result=${result} .picture=${picture} .classIndex=${classIndex}></limelight-saliency>
`;

/** A result with another attribution. */
function changed(attribution: Partial<SaliencyResult["attributions"][number]>, warnings: string[] = []) {
  const result = saliencyResult();
  return { ...result, warnings, attributions: { 1: { ...result.attributions[1], ...attribution } } };
}

test.each<[name: string, view: string, signed: boolean, high: number[], zero: number[], low: number[]]>([
  ["alone, signed", "alone", true, [150, 60, 0], [244, 243, 240], [111, 165, 232]],
  ["alone, unsigned", "alone", false, [252, 255, 164], [0, 0, 4], [0, 0, 4]],
])("a map has the colours of its range: %s", async (_, view, signed, high, zero, low) => {
  const { one } = await show(heatMap(map, view, signed), "limelight-look");
  const canvas = one<HTMLCanvasElement>("canvas");

  expect(near(pixelOf(canvas, 0.2, 0.2), high)).toBeLessThan(3);
  expect(near(pixelOf(canvas, 0.7, 0.7), zero)).toBeLessThan(3);
  expect(near(pixelOf(canvas, 0.97, 0.97), low)).toBeLessThan(3);
});

test("over a picture the map is see-through; a mask leaves the picture where the map is strong", async () => {
  const white = { ...picture, data: new Uint8Array(picture.data.length).fill(255) };
  const { one, change } = await show(heatMap(map), "limelight-look");
  await change({ picture: white, opacity: 0 });
  const canvas = one<HTMLCanvasElement>("canvas");
  expect(pixelOf(canvas, 0.2, 0.2)).toEqual([255, 255, 255]);

  await change({ view: "mask", threshold: 0.5 });

  expect(pixelOf(canvas, 0.2, 0.2)).toEqual([255, 255, 255]);
  expect(Math.max(...pixelOf(canvas, 0.7, 0.7))).toBeLessThan(80);
});

test("zeros have the colour of zero, and what is no number has none", async () => {
  const values = Float32Array.from({ length: 64 }, (_, i) => (i < 32 ? 0 : Number.NaN));
  const { one, change } = await show(heatMap(values, "alone"), "limelight-look");
  await change({ range: [0, 0] });
  const canvas = one<HTMLCanvasElement>("canvas");

  expect(near(pixelOf(canvas, 0.2, 0.2), [244, 243, 240])).toBeLessThan(3);
  expect(canvas.getContext("2d")!.getImageData(0, canvas.height - 1, 1, 1).data[3]).toBe(0);
});

test("a picture without a map is the picture; nothing at all is nothing", async () => {
  const { one, change } = await show(heatMap(undefined), "limelight-look");
  expect(one("canvas").ariaLabel).toBe("The picture to explain");
  expect(one(".legend")).toBeUndefined();

  await change({ picture: undefined });

  expect(one("canvas")).toBeUndefined();
});

test.each<[name: string, values: ArrayLike<number>, view: string, label: string]>([
  ["a map", map, "over", "Heat map, strongest at upper left, where 54.5 % of it lies"],
  ["a mask", map, "mask", "26.6 % of the picture, where the map is at least 0.50 of its end"],
  ["zeros", new Float32Array(64), "over", "A heat map that is zero everywhere"],
  [
    "no numbers",
    new Float32Array(64).fill(Number.NaN),
    "over",
    "A heat map with numbers that are not finite",
  ],
])("says in words what it shows: %s", async (_, values, view, label) => {
  const { one } = await show(heatMap(values, view), "limelight-look");

  expect(one("canvas").ariaLabel).toBe(label);
});

test("shows an attribution over the picture, alone and as a mask, and what it rests on", async () => {
  const { all, one } = await show(
    saliency(saliencyResult({ method: "integrated-gradients" })),
    "limelight-heat-look",
  );

  expect(all("limelight-heat-map").map((map) => (map as LimelightHeatMap).view)).toEqual([
    "over",
    "alone",
    "mask",
  ]);
  expect(all("dd").map(({ innerText }) => innerText)).toEqual([
    "Integrated Gradients",
    "Logit 8.31",
    "The pixels add up to 3.02; the score is 3.05 above the baseline's. They are 1.0 % apart.",
  ]);
  expect(one(".ticks").innerText.split("\n")).toEqual(["−0.40", "0", "+0.40"]);
});

test("a layer's name is text", async () => {
  const result = { ...saliencyResult({ method: "grad-cam" }), layer: "<i>conv</i>" };
  const { one, all } = await show(saliency(result), "limelight-heat-look");

  expect(one("code").innerText).toBe("<i>conv</i>");
  expect(all("i")).toEqual([]);
});

test("how the map is looked at takes effect at once, and is said", async () => {
  const { one, all, heard } = await show(saliency(saliencyResult()), "limelight-heat-look");
  const set = (selector: string, value: string, event: string) => {
    const input = one<HTMLInputElement>(selector);
    input.value = value;
    input.dispatchEvent(new Event(event));
  };

  set("[name=opacity]", "0.25", "input");
  set("[name=threshold]", "0.9", "input");
  set("#colours", "jet", "change");
  await painted();

  const opacity = { ...usualHeatLook, opacity: 0.25 };
  const threshold = { ...opacity, threshold: 0.9 };
  expect(heard.map(({ look }) => look)).toEqual([opacity, threshold, { ...threshold, colours: "jet" }]);
  const maps = all<LimelightHeatMap>("limelight-heat-map");
  expect(maps.map(({ opacity, threshold, colours }) => [opacity, threshold, colours])).toEqual(
    Array(3).fill([0.25, 0.9, "jet"]),
  );
});

test("a class that the result does not have shows the picture", async () => {
  const { all, one } = await show(saliency(saliencyResult(), 2), "limelight-heat-look");

  expect(all<LimelightHeatMap>("limelight-heat-map").every(({ values }) => values === undefined)).toBe(true);
  expect(one("dl")).toBeUndefined();
});

test.each<[name: string, values: Float32Array<ArrayBuffer>, trouble: string]>([
  ["zero gradient", new Float32Array(64), "the gradient is zero everywhere: <b>off</b>"],
  ["NaN", new Float32Array(64).fill(Number.NaN), "64 of 64 numbers are not finite"],
])("says why a map says nothing: %s", async (_, values, trouble) => {
  const result = changed({ map: values, values, range: [0, 0], trouble }, ["a warning"]);
  const { all } = await show(saliency(result), "limelight-heat-look");

  expect(all(".warning").map(({ innerText }) => innerText)).toEqual(["a warning", trouble]);
  expect(all(".warning b")).toEqual([]);
  expect(await complaints()).toEqual([]);
});

test.each<SaliencyMethod>(["gradient", "grad-cam", "integrated-gradients"])(
  "axe finds nothing to complain about, in either language: %s",
  async (method) => {
    const { one } = await show(saliency(saliencyResult({ method })), "limelight-heat-look");
    expect(one("figcaption").innerText).toContain("Over the picture");
    expect(await complaints()).toEqual([]);

    await speak("zh-Hant");

    expect(one("figcaption").innerText).toContain("疊在圖片上");
    expect(await complaints()).toEqual([]);
  },
);

test.each(["over", "alone", "mask"])(
  "axe finds nothing to complain about in a map by itself: %s",
  async (view) => {
    const { one } = await show(heatMap(map, view), "limelight-look");
    expect(one("canvas")).toBeTruthy();
    expect(await complaints()).toEqual([]);

    await speak("zh-Hant");

    expect(await complaints()).toEqual([]);
  },
);

/** The largest difference of two colours' parts. */
const near = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((part, i) => Math.abs(part - b[i])));
