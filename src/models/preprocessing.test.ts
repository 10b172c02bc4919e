import { expect, test } from "vitest";
import type { ModelOptions } from "./model.ts";
import { choosePreprocessing, type Hints } from "./preprocessing.ts";

const face: Hints = { inputShape: [48, 48, 1], classes: 7, words: "conv2d_1 model.h5", rescales: false };
const photo: Hints = { ...face, inputShape: [224, 224, 3], classes: 2 };
const mobile: Hints = { ...photo, words: "mobilenetv2_1.00_224" };
const pixels: ModelOptions = { mean: [104, 117, 124] };
const small: ModelOptions = { mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] };

const guesses: [what: string, hints: Hints, options: ModelOptions, found: object, reason: RegExp][] = [
  ["one channel", face, {}, { channels: "gray" }, /^channels gray: the input has one channel/],
  ["three channels", photo, {}, { channels: "rgb" }, /^channels rgb: the input has three/],
  ["nothing known", face, {}, { range: [0, 1] }, /^range 0…1: nothing in the file says otherwise/],
  ["a model that rescales", { ...face, rescales: true }, {}, { range: [0, 255] }, /^range 0…255: the model/],
  ["a MobileNet", mobile, {}, { range: [-1, 1] }, /'mobilenet' is in the names/],
  ["statistics in pixels", photo, pixels, { range: [0, 255], ...pixels }, /they are above 2/],
  ["small statistics", photo, small, { range: [0, 1], ...small }, /small numbers/],
];

test.each(guesses)("guesses and says why: %s", (_, hints, options, found, reason) => {
  const { preprocessing, reasons } = choosePreprocessing(options, hints);

  expect(preprocessing).toMatchObject(found);
  expect(reasons).toContainEqual(expect.stringMatching(reason));
});

test("what is given is taken, without a reason", () => {
  const preprocessing = { channels: "bgr", range: [0, 255], mean: [1, 2, 3], resize: "crop" } as const;

  const chosen = choosePreprocessing({ ...preprocessing, classNames: ["cat", "dog"] }, photo);

  expect(chosen).toEqual({ preprocessing, classes: ["cat", "dog"], reasons: [] });
});

test("a gray face model of seven classes has those of FER-2013, as a guess; others are numbered", () => {
  const fer = choosePreprocessing({}, face);

  expect(fer.classes).toEqual(["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"]);
  expect(fer.reasons.at(-1)).toMatch(/look like it; some models have them in another order/);
  expect(choosePreprocessing({}, photo).classes).toEqual(["class 0", "class 1"]);
});

const wrong: [what: string, hints: Hints, options: ModelOptions, message: RegExp][] = [
  ["gray for three channels", photo, { channels: "gray" }, /'channels' is gray; it takes rgb or bgr/],
  ["rgb for one channel", face, { channels: "rgb" }, /'channels' is rgb; it takes gray/],
  ["a range of nothing", face, { range: [1, 1] }, /'range' is 1,1; it takes two different numbers/],
  ["too few means", photo, { mean: [0.5] }, /'mean' is 0.5; it takes 3 numbers/],
  ["a deviation of zero", face, { std: [0] }, /'std' is 0; it takes numbers other than zero/],
  ["too few class names", face, { classNames: ["cat", "dog"] }, /'classNames' is 2 names; it takes 7/],
];

test.each(wrong)("refuses %s", (_, hints, options, message) => {
  expect(() => choosePreprocessing(options, hints)).toThrow(
    expect.objectContaining({ code: "bad-option", message: expect.stringMatching(message) }),
  );
});
