import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, sizeOf } from "../../graph/graph.ts";
import { maskSegments } from "./mask-segments.ts";

const [H, W] = [5, 8];
const NEVER = 0xffffffff;

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  test.each([
    [1, 1, 1],
    [2, 3, 3],
    [31, 1, 3],
    [32, 3, 2],
    [33, 3, 3],
    [40, 4, 3],
  ])(
    "%d superpixels, %d channels, %d samples: every number is the image's or the hidden one's",
    async (segments, c, batch) => {
      const words = Math.ceil(segments / 32);
      const image = random(H * W * c, 1);
      const hidden = random(H * W * c, 2);
      const labels = Uint32Array.from({ length: H * W }, (_, i) =>
        i % 7 === 6 ? [segments, NEVER][i % 2] : i % segments,
      );
      const keep = Uint32Array.from(random(words * batch, 3), (v) => Math.floor((v + 1) * 2 ** 31));
      const g = new GraphBuilder();
      const shared = { batched: false };
      const inputs = [
        g.input("image", [H, W, c], shared),
        g.input("hidden", [H, W, c], shared),
        g.input("labels", [H, W], shared),
        g.input("keep", [words]),
      ];
      const [imageValue, hiddenValue, labelsValue, keepValue] = inputs;
      const y = maskSegments(g, imageValue, hiddenValue, labelsValue, keepValue, segments);
      const plan = await (await open()).compile(g.build([y]), { maxBatch: batch });

      [image, hidden, labels, keep].forEach((data, i) => {
        plan.write(inputs[i], data);
      });
      const masked = await plan.ask(y, batch);
      plan.dispose();

      const expected = Float32Array.from({ length: batch * sizeOf(y.shape) }, (_, i) => {
        const [n, at] = [Math.floor(i / sizeOf(y.shape)), i % sizeOf(y.shape)];
        const label = labels[Math.floor(at / c)];
        const bit = (keep[n * words + (label >> 5)] >>> (label & 31)) & 1;
        return label >= segments || bit === 1 ? image[at] : hidden[at];
      });
      expect([...masked]).toEqual([...expected]);
    },
  );
});

test.each([
  ["hidden", [5, 8, 3], [5, 8, 1], [5, 8], [1], "image [5,8,3], hidden [5,8,1] and labels [5,8] differ"],
  ["labels", [5, 8, 3], [5, 8, 3], [8, 5], [1], "image [5,8,3], hidden [5,8,3] and labels [8,5] differ"],
  ["keep", [5, 8, 3], [5, 8, 3], [5, 8], [2], "30 superpixels do not fit 2 words"],
])("says what does not fit: %s", (_, image, hidden, labels, keep, message) => {
  const g = new GraphBuilder();
  const [a, b, c, d] = [image, hidden, labels, keep].map((shape, i) => g.input(`x${i}`, shape));

  expect(() => maskSegments(g, a, b, c, d, 30)).toThrow(`maskSegments: ${message}`);
});
