import { expect, test } from "vitest";
import { limeResult } from "../../../test/fake-engine.ts";
import { catalogue, type Language } from "../strings/strings.ts";
import { findingOf, type RunState } from "./finding.ts";

const done = limeResult(1000, true);

function sentence(
  language: Language,
  weights: readonly (readonly [number, number])[],
  state: RunState = "done",
) {
  const explanation = {
    ...{ intercept: 0, score: 0.9, localPrediction: 0.5, weights },
    standardErrors: weights.map(() => 0.01),
  };
  return findingOf(catalogue[language], "happy", explanation, done, state).title.join("");
}

test.each<[Language, RunState, [number, number][], string]>([
  ["en", "done", [[5, 0.4]], "Superpixel 5 raises happy by 0.40."],
  [
    "en",
    "done",
    [
      [5, 0.36],
      [6, 0.2],
    ],
    "Superpixels 5 and 6 raise happy by 0.56 together.",
  ],
  [
    "en",
    "done",
    [
      [5, 0.4],
      [15, -0.17],
    ],
    "Superpixel 5 raises happy by 0.40; 15, at lower right, takes 0.17 away.",
  ],
  ["en", "done", [[15, -0.17]], "Superpixel 15 lowers happy by 0.17."],
  ["en", "done", [[5, 0.019]], "No superpixel moves happy beyond its error."],
  ["en", "running", [[5, 0.4]], "So far: 5 raises happy most."],
  [
    "zh-Hant",
    "done",
    [
      [5, 0.36],
      [6, 0.2],
    ],
    "超像素 5 與 6 合計把 happy 提高 0.56。",
  ],
  [
    "zh-Hant",
    "done",
    [
      [5, 0.4],
      [15, -0.17],
    ],
    "超像素 5 把 happy 提高 0.40；右下方的 15 則降低 0.17。",
  ],
])("%s, %s, %j: %s", (language, state, weights, expected) => {
  expect(sentence(language, weights, state)).toBe(expected);
});

test("the name of the class stands apart, whatever it is", () => {
  const { title } = findingOf(catalogue.en, "raises 5", done.explanations[1], done, "done");

  expect(title[1]).toBe("raises 5");
  expect(title[0]).toBe("Superpixels 5 and 6 raise ");
});

test("says on how many samples a stopped run rests", () => {
  const { trust } = findingOf(catalogue.en, "happy", done.explanations[1], limeResult(250, false), "stopped");

  expect(trust).toBe("Stopped after 250 of 1,000 samples. What was found until then stays.");
});
