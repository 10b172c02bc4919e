import { expect, test } from "vitest";
import { model } from "../../../test/fake-engine.ts";
import { type Settings, usualSettings } from "../elements/settings-value.ts";
import { type Address, fitting, readAddress, writeAddress } from "./address.ts";

const address: Address = {
  view: "saliency",
  settings: {
    ...usualSettings,
    ...{ method: "kernel-shap", classIndex: 2, samples: 500, seed: 7, hideColor: 0 },
    segmentation: { algorithm: "grid", rows: 4, columns: 6 },
    saliency: {
      ...{ method: "integrated-gradients", score: "logit", steps: 64, baseline: "blur" },
      ...{ layer: "a & b#c", samples: undefined },
    },
    compare: { methods: ["lime", "rise"] },
    filters: { preset: "lucid", layer: "logits", first: 2, count: 8, steps: 12 },
    maps: { layer: "conv" },
  },
  image: "cat",
  model: "https://models.example/a%20b.h5",
  language: "zh-Hant",
  theme: "dark",
};

test("what is as usual is not written", () => {
  expect(writeAddress({ view: "lime", settings: usualSettings })).toBe("");
  expect(writeAddress({ view: "maps", settings: { ...usualSettings, seed: 3 } })).toBe("#view=maps&seed=3");
});

test("all that is written is read again", () => {
  expect(readAddress(writeAddress(address))).toEqual(address);
});

test("an image of the page's own files is no baseline in an address", () => {
  const settings: Settings = { ...usualSettings, saliency: { method: "gradient", baseline: { image: 1 } } };

  expect(writeAddress({ view: "lime", settings })).toBe("");
});

test.each([
  "view=<img>&samples=1&seed=-1&hide=red&method=__proto__&preset=constructor",
  "samples=1e9&seed=4294967296&class=-1&class=0.5&draws=0&steps=3201&ascent-steps=NaN&filters=257&first=x",
  "samples=&seed=Infinity&segments=labels&saliency=none&score=0&baseline=1&ascent=x&lang=fr&theme=pink",
  "model=javascript:alert(1)",
  "model=file:///etc/passwd",
  "model=blob:https://a.example/1",
  `map-layer=${"x".repeat(2001)}`,
  "%E0%A4%A&=&&&",
])("what is out of its range counts as not said: %s", (fragment) => {
  expect(writeAddress(readAddress(`#${fragment}`))).toBe("");
});

test("options of superpixels keep to what their sliders offer", () => {
  const { settings } = readAddress("#segments=grid&rows=1000&columns=3&compactness=5");

  expect(settings.segmentation).toEqual({ algorithm: "grid", rows: 8, columns: 3 });
});

test("classes, layers and filters that the model has not are left out", () => {
  const settings = { ...address.settings, classIndex: 99 };

  const { classIndex, saliency, filters, maps } = fitting(settings, model);

  expect([classIndex, saliency.layer, maps.layer]).toEqual([undefined, undefined, undefined]);
  expect(filters).toEqual({ ...settings.filters, first: 2 < model.classes.length ? 2 : 0 });
});
