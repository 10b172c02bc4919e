import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import "../define.ts";
import { fakeEngine } from "../../../test/fake-engine.ts";
import { activationsResult, ascentResult, saliencyResult } from "../../../test/fake-results.ts";
import { EngineError } from "../../errors.ts";
import type { Explainer, Whole } from "./explainer.ts";

type Any = Explainer<Whole>;

let element: Any;

afterEach(() => element.remove());

/** An element with these attributes, whose engine says what it is asked. */
function open(tag: string, attributes: Record<string, string>) {
  const asked: object[] = [];
  const engine = fakeEngine({
    async *saliency(_model, _image, { signal: _, ...options } = {}) {
      asked.push(options);
      yield saliencyResult(options);
    },
    async *ascent(_model, { signal: _, ...options } = {}) {
      asked.push(options);
      yield ascentResult(4, options.filters?.slice(0, 4));
    },
    async *activations(_model, _image, { signal: _, ...options } = {}) {
      asked.push(options);
      yield activationsResult(3, options.layer);
    },
  });
  element = Object.assign(document.createElement(tag) as Any, { engine });
  element.loading = "eager"; // that it waits to be seen is tested with LIME
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return asked;
}

const text = () => element.shadowRoot!.textContent!.replace(/\s+/g, " ");

const cases = [
  ["limelight-prediction", {}, undefined, "happy"],
  [
    "limelight-saliency",
    { method: "smoothgrad", samples: "9", score: "softmax", labels: "1,2", seed: "5" },
    { method: "smoothgrad", samples: 9, score: "softmax", labels: [1, 2], seed: 5 },
    "SmoothGrad",
  ],
  [
    "limelight-filters",
    { layer: "conv_1", filters: "0-2,5", preset: "keras", steps: "4" },
    { layer: "conv_1", filters: [0, 1, 2, 5], preset: "keras", steps: 4 },
    "Filters",
  ],
  ["limelight-feature-maps", { layer: "conv_1" }, { layer: "conv_1" }, "conv_1"],
] as const;

test.each(cases)(
  "%s explains by itself, with the terminal's options",
  async (tag, attributes, options, says) => {
    const asked = open(tag, { model: "a.h5", src: "a.png", ...attributes });
    await expect.poll(text).toContain(says);

    expect(asked).toEqual(options ? [options] : []);
    for (const lang of ["en", "zh-Hant"]) {
      element.lang = lang;
      await expect.poll(() => /[\u4e00-\u9fff]/.test(text())).toBe(lang === "zh-Hant");
      const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    }
  },
);

test.each(cases)("%s says in its place what went wrong", async (tag) => {
  open(tag, {});
  element.engine = fakeEngine({
    open: async () => {
      throw new EngineError("bad-model", "'a.h5' is a web page, not a model");
    },
  });
  Object.assign(element, { model: "a.h5", src: "a.png", loading: "eager" });

  await expect.poll(text).toContain("'a.h5' is a web page, not a model");
});

test("what is no index is asked as it is, so that the engine says what is wrong", async () => {
  const asked = open("limelight-filters", { model: "a.h5", filters: "two" });
  await expect.poll(() => asked.length).toBe(1);

  expect(asked).toEqual([{ preset: "report", filters: [Number.NaN] }]);
});
