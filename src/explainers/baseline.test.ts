import { expect, test } from "vitest";
import { testBackend } from "../../test/device.ts";
import { expectClose } from "../../test/ops.ts";
import { smallNetwork } from "../../test/small-network.ts";
import type { Picture } from "../images/picture.ts";
import { baselinePicture, modelInputs } from "./baseline.ts";
import type { Shade } from "./saliency-options.ts";

const [height, width] = [4, 5];
const picture: Picture = {
  ...{ height, width, channels: 3 },
  data: Float64Array.from({ length: 60 }, (_, i) => (i % 3) + (i < 30 ? 0 : 2)),
  range: [-1, 7],
};

test.each<[Shade, expected: number[]]>([
  ["black", [-1, -1, -1]],
  ["white", [7, 7, 7]],
  ["mean", [1, 2, 3]],
  [2.5, [2.5, 2.5, 2.5]],
])("no picture at all: %s", (baseline, expected) => {
  const pixels = baselinePicture(picture, baseline);

  expect(pixels).toHaveLength(60);
  pixels.forEach((value, i) => {
    expect(value).toBe(expected[i % 3]);
  });
});

test("a blurred picture keeps its mean and loses its contrast", () => {
  const pixels = baselinePicture(picture, "blur");
  const mean = (numbers: ArrayLike<number>) => Array.from(numbers).reduce((a, b) => a + b, 0) / 60;
  const spread = (numbers: ArrayLike<number>) =>
    Math.max(...Array.from(numbers)) - Math.min(...Array.from(numbers));

  expect(mean(pixels)).toBeCloseTo(mean(picture.data), 5);
  expect(spread(pixels)).toBeLessThan(spread(picture.data));
});

test("a picture that is given is cut and sized for the model as the explained one is", async () => {
  const answer = {
    backend: await testBackend(),
    model: smallNetwork,
    picture,
    prediction: new Float64Array(3),
  };
  const gray: Picture = {
    ...{ height: 9, width: 7, channels: 1, range: [0, 255] },
    data: new Uint8Array(63).fill(255),
  };

  const given = await modelInputs(answer, gray, (work) => work);

  const named = await modelInputs(answer, "white", (work) => work);
  expectClose(given.baseline, named.baseline);
  expect(given.input).toEqual(named.input);
});

test("an array is what the model reads, as it is", async () => {
  const answer = {
    backend: await testBackend(),
    model: smallNetwork,
    picture,
    prediction: new Float64Array(3),
  };
  const data = new Float32Array(144).fill(3);

  const { baseline } = await modelInputs(answer, { shape: [8, 6, 3], data }, (work) => work);

  expect(baseline).toEqual(data);
});

test("both go through the model's preprocessing", async () => {
  const backend = await testBackend();
  const before = backend.bufferBytes;
  const answer = { backend, model: smallNetwork, picture, prediction: new Float64Array(3) };

  const { input, baseline } = await modelInputs(answer, "white", (work) => work);

  expect(input).toHaveLength(8 * 6 * 3);
  expectClose(
    baseline,
    Float32Array.from(baseline, (_, i) => 1 / [0.5, 1, 2][i % 3]),
  );
  expect(backend.bufferBytes).toBe(before);
});
