import { expect, test } from "vitest";
import { describeGolden, goldenBytes, goldenJson, hasGolden } from "../../../test/golden.ts";
import { readNpy } from "../../images/npy.ts";
import type { Picture } from "../../images/picture.ts";
import { defaultSegmentation, segment } from "./segment.ts";
import type { SegmentationOptions } from "./segmentation.ts";

/** A dark disc on a bright slope. */
const disc = (height: number, width: number, channels: 1 | 3): Picture => ({
  height,
  width,
  channels,
  data: Uint8Array.from({ length: height * width * channels }, (_, i) => {
    const p = Math.floor(i / channels);
    const [y, x] = [Math.floor(p / width) / height - 0.5, (p % width) / width - 0.5];
    return y * y + x * x < 0.09 ? 40 + 20 * x : 160 + 60 * y + 30 * (i % channels);
  }),
  range: [0, 255],
});

/** Left half black, right half white. */
const halves = (height: number, width: number): Picture => ({
  height,
  width,
  channels: 1,
  data: Uint8Array.from({ length: height * width }, (_, p) => (p % width < width / 2 ? 0 : 255)),
  range: [0, 255],
});

test.each<SegmentationOptions>([
  { algorithm: "quickshift", kernel_size: 2, max_dist: 6, ratio: 1 },
  { algorithm: "slic", n_segments: 6, compactness: 0.01, start_label: 0 },
  { algorithm: "felzenszwalb", scale: 10, sigma: 0.5 },
])("no superpixel crosses a sharp edge: $algorithm", (options) => {
  const picture = halves(12, 16);

  const { labels } = segment(stretchedBy(picture, 100), options);

  const left = new Set(labels.filter((_, p) => p % 16 < 8));
  expect(labels.filter((label, p) => p % 16 >= 8 && left.has(label))).toEqual(new Uint32Array(0));
});

/** As floats, so that the edge is as high as is asked for. */
function stretchedBy(picture: Picture, factor: number): Picture {
  return { ...picture, data: Float64Array.from(picture.data, (v) => (v / 255) * factor), range: [0, factor] };
}

test.each<[string, SegmentationOptions]>([
  ["quickshift", { algorithm: "quickshift", kernel_size: 1, max_dist: 4 }],
  ["slic from 1", { algorithm: "slic", n_segments: 12 }],
  ["slic from 0", { algorithm: "slic", n_segments: 12, start_label: 0 }],
  ["felzenszwalb", { algorithm: "felzenszwalb", min_size: 5 }],
  ["grid", { algorithm: "grid", rows: 3, columns: 5 }],
])("labels have no gaps, and are counted: %s", (name, options) => {
  const { count, labels, height, width } = segment(disc(20, 24, 3), options);

  const first = name === "slic from 1" ? 1 : 0;
  expect([height, width, labels.length]).toEqual([20, 24, 480]);
  expect([...new Set(labels)].sort((a, b) => a - b)).toEqual(
    Array.from({ length: count }, (_, i) => i + first),
  );
});

test("a gray picture is not the same as three equal channels: Lab is left out", () => {
  const gray = disc(20, 24, 1);
  const options: SegmentationOptions = { algorithm: "slic", n_segments: 12, compactness: 0.1 };

  const found = segment(gray, options);

  expect(found).toEqual(segment(gray, { ...options, convert2lab: false }));
});

const sizes: [height: number, width: number, channels: 1 | 3, least: number, most: number][] = [
  [48, 48, 1, 35, 50],
  [48, 48, 3, 35, 50],
  [224, 224, 1, 50, 100],
  [224, 224, 3, 60, 100],
  [8, 8, 1, 8, 16],
  [8, 8, 3, 8, 16],
  [8, 300, 3, 8, 100],
];

test.each(sizes)("the default finds enough on %ix%i, %i channels", (height, width, channels, least, most) => {
  const { count } = segment(disc(height, width, channels), defaultSegmentation(height, width, channels));

  expect(count).toBeGreaterThanOrEqual(least);
  expect(count).toBeLessThanOrEqual(most);
});

test("a given label map is kept as it is", () => {
  const labels = [7, 7, 2, 2, 2, 9];

  const found = segment(halves(2, 3), { algorithm: "labels", height: 2, width: 3, labels });

  expect(found).toEqual({ height: 2, width: 3, count: 3, labels: Uint32Array.from(labels) });
});

const refused: [message: string, SegmentationOptions][] = [
  ["there is no segmentation 'watershed'", { algorithm: "watershed" } as unknown as SegmentationOptions],
  ["slic has no option 'segments'", { algorithm: "slic", segments: 3 } as SegmentationOptions],
  ["slic: n_segments is 0; it takes a whole number from 1", { algorithm: "slic", n_segments: 0 }],
  ["slic: n_segments is 2.5; it takes a whole number", { algorithm: "slic", n_segments: 2.5 }],
  ["quickshift: ratio is 2; it takes a number from 0 to 1", { algorithm: "quickshift", ratio: 2 }],
  ["quickshift: kernel_size is NaN", { algorithm: "quickshift", kernel_size: Number.NaN }],
  [
    "quickshift: convert2lab is 1; it takes true or false",
    { algorithm: "quickshift", convert2lab: 1 } as unknown as SegmentationOptions,
  ],
  ["grid: 9 rows and 8 columns do not fit a picture of 8x6", { algorithm: "grid", rows: 9 }],
  [
    "labels: a map of 2x2 with 4 labels, for a picture of 8x6",
    { algorithm: "labels", height: 2, width: 2, labels: [0, 0, 0, 0] },
  ],
  [
    "labels: -1 at row 1, column 2; whole numbers from 0",
    {
      algorithm: "labels",
      height: 6,
      width: 8,
      labels: Array.from({ length: 48 }, (_, i) => (i === 10 ? -1 : 0)),
    },
  ],
];

test.each(refused)("says what is wrong: %s", (message, options) => {
  expect(() => segment(halves(6, 8), options)).toThrow(message);
});

test.each<SegmentationOptions>([
  { algorithm: "quickshift", kernel_size: 1000 },
  { algorithm: "slic", max_num_iter: 10000 },
  { algorithm: "slic", sigma: 1000 },
])("refuses what would take minutes: %o", (options) => {
  const [height, width] = [600, 600];
  const picture: Picture = { ...halves(1, 1), height, width, data: new Uint8Array(height * width) };

  expect(() => segment(picture, options)).toThrow("on 600x600 pixels would take minutes");
});

describeGolden("scikit-image's labels", () => {
  test.each(goldenCases())(
    "are equal: $image, $name",
    ({ image, name, file, row, algo, params, n_segments }) => {
      const { shape, data } = readNpy(goldenBytes(`segmentation/${file}`));
      const size = shape[1] * shape[2];
      const expected = Array.from(data.slice(row * size, (row + 1) * size), Number);
      const { slic_zero: _, random_seed, ...rest } = params;
      const options = algo === "quickshift" ? { ...rest, random_seed } : rest;

      const found = segment(goldenPicture(image), { algorithm: algo, ...options });

      expect(found.count, name).toBe(n_segments);
      expect(differences(found.labels, expected)).toBe(0);
    },
  );

  test("are equal in the closed form", () => {
    const { images, cases } = goldenJson("closed-form/segment.json");

    const wrong = [];
    for (const { image, algo, params, labels } of cases) {
      const [height, width, channels = 1] = images[image].shape;
      const bytes: number[] = images[image].data;
      const data = Uint8Array.from({ length: height * width * 3 }, (_, i) =>
        channels === 3 ? bytes[i] : bytes[Math.floor(i / 3)],
      );
      const picture: Picture = { height, width, channels: 3, data, range: [0, 255] };
      const found = segment(picture, { algorithm: algo, ...params });
      if (differences(found.labels, labels.flat()) > 0) wrong.push([image, algo, params]);
    }

    expect(wrong).toEqual([]);
  });
});

const differences = (found: Uint32Array, expected: readonly number[]): number =>
  found.length === expected.length ? found.filter((label, p) => label !== expected[p]).length : found.length;

interface GoldenCase {
  readonly image: string;
  readonly name: string;
  readonly file: string;
  readonly row: number;
  readonly algo: "quickshift" | "slic" | "felzenszwalb";
  readonly params: Readonly<Record<string, number | boolean>>;
  readonly n_segments: number;
}

/** None where the reference data is not at hand: the tests skip then. */
function goldenCases(): GoldenCase[] {
  return hasGolden ? goldenJson("segmentation/index.json").cases : [];
}

function goldenPicture(name: string): Picture {
  const made = /^(fer|synthetic)/.test(name);
  const { shape, data } = readNpy(
    goldenBytes(made ? `segmentation/${name}/image.npy` : `images/${name}.npy`),
  );
  const values = data instanceof Uint8Array ? Uint8Array.from(data) : Float64Array.from(data, Number);
  return { height: shape[0], width: shape[1], channels: 3, data: values, range: [0, 255] };
}
