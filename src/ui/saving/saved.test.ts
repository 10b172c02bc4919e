import { html, render } from "lit";
import { afterEach, describe, expect, test } from "vitest";
import { readSaved, type SavedKind } from "../../saved/read.ts";
import "../define.ts";
import { fakeEngine, limeResult, model, picture } from "../../../test/fake-engine.ts";
import { activationsResult, ascentResult, saliencyResult } from "../../../test/fake-results.ts";
import { usualHeatLook } from "../drawing/heat.ts";
import type { Look } from "../drawing/tint.ts";
import { catalogue } from "../strings/strings.ts";
import { sortFiles } from "../studio/dropped-files.ts";
import {
  filterSaves,
  limeSaves,
  mapSaves,
  predictionSaves,
  type Saves,
  saliencySaves,
  summarySaves,
} from "./saves.ts";

const place = document.createElement("div");
place.style.width = "900px";
document.body.append(place);

afterEach(() => render(undefined, place));

const words = catalogue.en;
const look: Look = { sign: "raises", strongest: Number.POSITIVE_INFINITY, least: 0.3, tint: 0.4 };
const result = limeResult(1000, true);
const lime = (one = look) =>
  limeSaves(words, { result, picture, classIndex: 0, explanation: result.explanations[0], look: one });
const heatLook = { ...usualHeatLook, colours: "jet" as const, opacity: 0.3 };
const maps = saliencyResult({ labels: [1, 2] });
const prediction = {
  probabilities: [0.2, 0.7, 0.1],
  classes: model.classes,
  backend: "wasm",
  adapter: "",
  precision: "f32",
  milliseconds: 1,
  done: true,
} as const; // prettier-ignore

const textOf = async (saves: Saves) => (await saves.as.json!()).text();
const json = async (saves: Saves) => JSON.parse(await textOf(saves));

/** The pixels of all canvases in an element and below it, once it is drawn. */
async function pixels(element: Element): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 150)); // galleries paint a few at a time
  const canvases: string[] = [];
  const search = (root: ParentNode) => {
    for (const one of root.querySelectorAll("*")) {
      if (one instanceof HTMLCanvasElement) canvases.push(one.toDataURL());
      if (one.shadowRoot) search(one.shadowRoot);
    }
  };
  search(element.shadowRoot!);
  return canvases;
}

describe("what was saved is the same picture again", () => {
  test.each([
    ["limelight-lime", { result, picture, target: 0, look }, lime()],
    [
      "limelight-saliency",
      { result: maps, picture, classIndex: 2, look: heatLook },
      saliencySaves(words, maps, picture, 2, heatLook),
    ],
    ["limelight-filters", { result: ascentResult(4) }, filterSaves(ascentResult(4))],
    ["limelight-feature-maps", { result: activationsResult() }, mapSaves(activationsResult(), "each")],
  ] as const)("%s", async (name, live, saves) => {
    const first = Object.assign(document.createElement(name), live);
    place.append(first);
    const drawn = await pixels(first);
    first.remove();

    const second = Object.assign(document.createElement(name), { result: await json(saves) });
    place.append(second);

    expect(drawn.length).toBeGreaterThan(0);
    expect(new Set(drawn).size).toBeGreaterThan(0);
    expect(await pixels(second)).toEqual(drawn);
    second.remove();
  });
});

test("tables are read again, too", async () => {
  const opened = await json(summarySaves(model));
  render(
    html`
    <limelight-prediction .result=${await json(predictionSaves(prediction))}></limelight-prediction>
    <limelight-model-summary .result=${opened}></limelight-model-summary>
  `,
    place,
  );
  await place.querySelector("limelight-model-summary")!.updateComplete;

  expect(place.querySelector("limelight-prediction")!.shadowRoot!.textContent).toContain("70.0 %");
  expect(place.querySelector("limelight-model-summary")!.shadowRoot!.textContent).toContain("58,168");
});

test("floats of a picture stay as they are", async () => {
  const floats = {
    ...picture,
    range: [-1, 1] as const,
    data: Float64Array.from(picture.data, (v) => v / 3 - 0.1),
  };
  const saves = saliencySaves(words, maps, floats, 1, usualHeatLook);

  expect(readSaved(await json(saves)).picture).toEqual(floats);
});

describe("a damaged file is refused with the place that is wrong", () => {
  const change = (path: string, value: unknown) => (saved: Record<string, unknown>) => {
    const names = path.split(".");
    const last = names.pop()!;
    // biome-ignore lint/suspicious/noExplicitAny: any JSON
    const owner = names.reduce((at: any, name) => at[name], saved);
    if (value === undefined) delete owner[last];
    else owner[last] = value;
  };
  test.each([
    ["segments.labels", [1, 2, 3], "segments.labels is a list of 3; a list of 576 is needed"],
    ["segments.height", 1e9, "segments.height is 1000000000; a whole number from 1 to 65536 is needed"],
    ["segments.labels.7", -1, "segments.labels.7 is -1"],
    ["explanations.1.weights.0", [5, "0.4"], 'explanations.1.weights.0.1 is "0.4"; a number is needed'],
    [
      "explanations.1.standardErrors",
      [],
      "explanations.1.standardErrors is a list of 0; a list of 4 is needed",
    ],
    ["explanations.99", {}, "an index below 3 is needed"],
    ["classes", "happy", 'classes is "happy"; a list is needed'],
    ["prediction", [1], "prediction is a list of 1; a list of 3 is needed"],
    ["stats", undefined, "stats is missing; an object is needed"],
    ["picture.data", "AAAA", "picture.data is"],
    ["picture.width", 7, "picture.data is"],
    ["method", "magic", "it is JSON, but has neither a method"],
  ])("%s: %j", async (path, value, message) => {
    const saved = await json(lime());
    change(path, value)(saved);

    expect(() => readSaved(saved)).toThrow(message);
  });

  test("an element says so", async () => {
    const saved = await json(lime());
    saved.segments.labels.length = 3;
    let heard = "";
    place.addEventListener("limelight-error", ({ detail }) => (heard = detail.message), { once: true });
    render(html`<limelight-lime .result=${saved}></limelight-lime>`, place);
    await place.querySelector("limelight-lime")!.updateComplete;

    expect(heard).toContain("segments.labels is a list of 3");
    expect(place.querySelector("limelight-lime")!.shadowRoot!.querySelector("[role=alert]")).not.toBeNull();
  });

  test("another kind is named", async () => {
    let heard = "";
    place.addEventListener("limelight-error", ({ detail }) => (heard = detail.message), { once: true });
    render(html`<limelight-saliency .result=${await json(lime())}></limelight-saliency>`, place);
    await place.querySelector("limelight-saliency")!.updateComplete;

    expect(heard).toBe("a saved result of LIME; one of saliency is needed");
  });
});

test("the kind is found from what is in it", async () => {
  const kinds: [Saves, SavedKind][] = [
    [lime(), "lime"],
    [saliencySaves(words, maps, undefined, 1, usualHeatLook), "saliency"],
    [filterSaves(ascentResult(4)), "filters"],
    [mapSaves(activationsResult(), "each"), "maps"],
    [predictionSaves(prediction), "prediction"],
    [summarySaves(model), "model"],
  ];

  for (const [saves, kind] of kinds) expect(readSaved(await json(saves)).kind).toBe(kind);
});

test("a dropped file is a saved result if it says so, else a model's", async () => {
  const saved = new File([await textOf(lime())], "limelight-lime-happy.json");
  const network = new File(['{"format": "layers-model", "modelTopology": {}}'], "model.json");

  expect(await sortFiles([saved, network])).toMatchObject({ saved: [saved], model: [network], images: [] });
});

test("on the page it is shown in its view, and named; another view has its own again", async () => {
  const studio = Object.assign(document.createElement("limelight-studio"), {
    engine: fakeEngine(),
    sample: "sample/",
  });
  place.append(studio);
  const all = (selector: string) => studio.renderRoot.querySelectorAll<HTMLElement>(selector);
  await expect.poll(() => all("limelight-superpixels").length).toBe(1);
  const saves = saliencySaves(words, maps, picture, 2, heatLook);
  const saved = new File([await textOf(saves)], "mine.json");
  const damaged = new File(['{"limelight": "0.1.0", "method": "lime"'], "half.json");
  const give = async (file: File) =>
    all("limelight-drop")[0].dispatchEvent(
      new CustomEvent("limelight-files", { detail: await sortFiles([file]) }),
    );

  await give(saved);
  await expect
    .poll(() => all(".saved")[0]?.textContent?.replace(/\s+/g, " "))
    .toContain("Saved result mine.json");
  expect(all("[role=tab][aria-selected=true]")[0].dataset.view).toBe("saliency");
  expect(all(".saved dl")[0].textContent).toContain("gradient");
  const { classIndex, look: shown, picture: pixels } = studio.renderRoot.querySelector("limelight-saliency")!;
  expect({ classIndex, shown, pixels }).toEqual({ classIndex: 2, shown: heatLook, pixels: picture });

  all("#tab-lime")[0].click();
  await expect.poll(() => all(".saved").length).toBe(0);

  await give(damaged);
  await expect.poll(() => all("[role=alert]")[0].textContent).toContain("it is no JSON, or was cut off");
  studio.remove();
});
