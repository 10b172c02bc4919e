import { expect, test } from "vitest";
import { describeGolden, goldenJson, hasGolden } from "../../test/golden.ts";
import type { Picture } from "../images/picture.ts";
import { RandomState } from "../random/random-state.ts";
import { countRows, drawRows } from "./data-matrix.ts";
import { distances, kernelWeight } from "./distances.ts";
import { hiddenPicture } from "./hidden-picture.ts";
import { imageAndMask } from "./image-and-mask.ts";
import type { Segments } from "./segmentation/segmentation.ts";
import { fitSurrogates } from "./surrogate.ts";

const CLASSES = 7;

const fixture = hasGolden ? goldenJson("closed-form/lime.json") : { cases: [{ config: {} }] };
// biome-ignore lint/suspicious/noExplicitAny: as Python wrote it
const cases: [name: string, any][] = fixture.cases.map((c: any) => [
  `${c.image} ${JSON.stringify(c.config)}`,
  c,
]);

describeGolden("lime with a formula for a model", () => {
  test.each(cases)("coefficients and views of %s", (_, c) => {
    const { image, config, segments: labels, by_label, top_labels } = c;
    const picture = rgb(fixture.images[image]);
    const { height, width } = picture;
    const segments = {
      height,
      width,
      count: new Set(labels).size,
      labels: Uint32Array.from(labels as number[]),
    };
    const random = new RandomState(config.rs);
    random.randint(1000); // for quickshift
    const matrix = drawRows(random, config.S, segments.count);
    const { bits, features, distinct } = matrix;
    const { counts } = countRows(matrix, distinct);
    const weights = distances(bits, features, "cosine").map((distance) => kernelWeight(distance, 0.25));
    const predictions = predict(picture, segments, bits, config.hide ?? "mean", features);
    const classes = Object.keys(by_label).map(Number);

    const explanations = fitSurrogates(
      { bits, features, counts, weights },
      classes.map((label) => predictions[label]),
      { numFeatures: config.nf, featureSelection: config.fs ?? "auto" },
    );

    classes.forEach((label, k) => {
      const { intercept, score, local_pred, local_exp } = by_label[label];
      expect(explanations[k].weights.map(([j]) => j)).toEqual(local_exp.map(([j]: [number]) => j));
      explanations[k].weights.forEach(([, w], i) => void expect(w).toBeCloseTo(local_exp[i][1], 9));
      expect(explanations[k].intercept).toBeCloseTo(intercept, 9);
      expect(explanations[k].score).toBeCloseTo(score, 9);
      expect(explanations[k].localPrediction).toBeCloseTo([local_pred].flat()[0], 9);
    });
    for (const { args, mask, temp_sum } of [c.mask_pos, c.mask_neg, c.mask_both, c.mask_minw]) {
      const view = imageAndMask(picture, segments, explanations[classes.indexOf(top_labels[0])], {
        positiveOnly: args.positive_only ?? true,
        negativeOnly: args.negative_only ?? false,
        hideRest: args.hide_rest ?? false,
        numFeatures: args.num_features,
        minWeight: args.min_weight ?? 0,
      });
      expect(view.mask).toEqual(Int8Array.from(mask as number[]));
      expect(Array.from(view.image.data).reduce((a, b) => a + b, 0)).toBeCloseTo(Number(temp_sum), 6);
    }
  });
});

/** lime turns a gray picture to three equal channels. */
function rgb({ shape: [height, width, channels = 1], data }: { shape: number[]; data: number[] }): Picture {
  const bytes = Uint8Array.from(
    { length: height * width * 3 },
    (_, i) => data[channels === 3 ? i : Math.floor(i / 3)],
  );
  return { height, width, channels: 3, data: bytes, range: [0, 255] };
}

/** The fixture's formula for each row's picture, where column j hides the pixels of label j. [class][row] */
function predict(
  picture: Picture,
  segments: Segments,
  bits: Uint8Array,
  hide: "mean" | number,
  features: number,
) {
  const size = picture.data.length;
  const hidden = hiddenPicture(picture, { ...segments, count: Math.max(...segments.labels) + 1 }, hide, true);
  const scale = 40 / size / 255;
  const wave = Array.from({ length: CLASSES }, (_, k) =>
    Float64Array.from({ length: size }, (_, i) => scale * Math.cos(0.7 * (k + 1) * Math.sqrt(i + 1))),
  );
  const probabilities = wave.map(() => new Float64Array(bits.length / features));
  for (let row = 0; row < bits.length / features; row++) {
    const exponentials = wave.map((w) => {
      let sum = 0;
      for (let i = 0; i < size; i++) {
        const kept = bits[row * features + segments.labels[Math.floor(i / 3)]] !== 0;
        const pixels = kept || segments.labels[Math.floor(i / 3)] >= features ? picture.data : hidden;
        sum += w[i] * pixels[i];
      }
      return Math.exp(sum);
    });
    const total = exponentials.reduce((a, b) => a + b, 0);
    exponentials.forEach((e, k) => {
      probabilities[k][row] = e / total;
    });
  }
  return probabilities;
}
