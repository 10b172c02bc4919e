import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { describeGolden, goldenBytes, goldenJson, goldenPath, hasGolden } from "../../test/golden.ts";
import { readNpy } from "../images/npy.ts";
import type { Picture } from "../images/picture.ts";
import { imageAndMask } from "./image-and-mask.ts";

const cases = hasGolden ? readdirSync(goldenPath("lime")) : ["none"];

describeGolden("lime's own views", () => {
  test.each(cases)("%s: masks and pictures", (name) => {
    const e = goldenJson(`lime/${name}/explanation.json`);
    const masks = readNpy(goldenBytes(`lime/${name}/masks.npy`));
    const image = readNpy(goldenBytes(`lime/${name}/image.npy`));
    const [height, width] = image.shape;
    const picture: Picture = {
      height,
      width,
      channels: image.shape.length === 3 ? 3 : 1,
      data: image.data as Picture["data"],
      range: [0, 255],
    };
    const labels = Uint32Array.from(readNpy(goldenBytes(`lime/${name}/segments.npy`)).data as Uint16Array);
    const weights = e.explanation[e.mask_label].local_exp;
    const explanation = { weights, intercept: 0, score: 0, localPrediction: 0, standardErrors: [] };

    e.mask_settings.forEach((s: Record<string, number & boolean>, i: number) => {
      const { image: shown, mask } = imageAndMask(picture, { height, width, count: 0, labels }, explanation, {
        positiveOnly: s.positive_only,
        negativeOnly: s.negative_only,
        hideRest: s.hide_rest,
        numFeatures: s.num_features,
        minWeight: s.min_weight,
      });
      const size = height * width;
      expect(mask).toEqual(masks.data.slice(i * size, (i + 1) * size));
      if (i === 1 || i === 2) {
        const expected = readNpy(goldenBytes(`lime/${name}/temp_${i}.npy`)).data;
        expect(Array.from(shown.data, Math.fround)).toEqual(
          Array.from(expected as Float64Array, Math.fround),
        ); // stored as float32
      }
    });
  });
});

test("cannot show raising superpixels only and lowering ones only", () => {
  const picture: Picture = { height: 1, width: 1, channels: 1, data: new Uint8Array(1), range: [0, 255] };
  const explanation = { weights: [], intercept: 0, score: 0, localPrediction: 0, standardErrors: [] };
  const segments = { height: 1, width: 1, count: 1, labels: new Uint32Array(1) };
  expect(() =>
    imageAndMask(picture, segments, explanation, { positiveOnly: true, negativeOnly: true }),
  ).toThrow("cannot both be true");
});
