import { expect, test } from "vitest";
import type { SegmentationOptions } from "./segmentation.ts";
import { describeSegmentation, parseSegmentation } from "./segmentation-text.ts";

const texts: [text: string, options: SegmentationOptions][] = [
  [
    "slic:n_segments=50,compactness=10,sigma=1,start_label=0",
    { algorithm: "slic", n_segments: 50, compactness: 10, sigma: 1, start_label: 0 },
  ],
  ["quickshift", { algorithm: "quickshift" }],
  [
    "quickshift:kernel_size=4,ratio=0.2,convert2lab=false",
    { algorithm: "quickshift", kernel_size: 4, ratio: 0.2, convert2lab: false },
  ],
  ["felzenszwalb:scale=100", { algorithm: "felzenszwalb", scale: 100 }],
  ["grid:rows=6,columns=6", { algorithm: "grid", rows: 6, columns: 6 }],
];

test.each(texts)("%s is read, and written back", (text, options) => {
  expect(parseSegmentation(text)).toEqual(options);
  expect(describeSegmentation(options)).toBe(text);
});

test("spaces, empty parts and Python's True are no trouble", () => {
  const found = parseSegmentation(" slic : n_segments = 5, enforce_connectivity=True, ");

  expect(found).toEqual({ algorithm: "slic", n_segments: 5, enforce_connectivity: true });
});

test("a label map is only named", () => {
  expect(describeSegmentation({ algorithm: "labels", height: 1, width: 2, labels: [0, 1] })).toBe("labels");
});

test.each([
  ["watershed:n=3", "there is no segmentation 'watershed'; there are quickshift, slic, felzenszwalb, grid"],
  ["", "there is no segmentation ''"],
  ["toString", "there is no segmentation 'toString'"],
  ["slic:segments=50", "slic has no option 'segments'; it has n_segments, compactness, max_num_iter"],
  ["slic:n_segments", "slic: 'n_segments' is not of the form n_segments=value"],
  ["slic:n_segments=", "slic: 'n_segments=' is not of the form n_segments=value"],
  ["slic:n_segments=many", "slic: n_segments is 'many'; it takes a number"],
  ["slic:n_segments=-5", "slic: n_segments is -5; it takes a whole number from 1 to"],
  ["slic:convert2lab=1", "slic: convert2lab is '1'; it takes true or false"],
])("says what is wrong with '%s'", (text, message) => {
  expect(() => parseSegmentation(text)).toThrow(message);
});
