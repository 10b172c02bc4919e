import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metricsOf } from "./metrics.ts";

const { labels, probabilities, expected } = JSON.parse(
  readFileSync(new URL("../../test/fixtures/metrics.json", import.meta.url), "utf8"),
) as {
  labels: number[];
  probabilities: number[][];
  // biome-ignore lint/suspicious/noExplicitAny: as the script beside it writes it
  expected: any;
};
const all = { topK: 5, bins: 10 };
const classes = ["a", "b", "c", "d", "e"];

test("equal to scikit-learn's, of the same predictions", () => {
  const predicted = probabilities.map((row) => row.indexOf(Math.max(...row)));
  const confidences = probabilities.map((row) => Math.max(...row));
  const ranks = probabilities.map((row, i) => row.filter((p) => p > row[labels[i]]).length);

  const metrics = metricsOf({ labels, predicted, confidences, ranks }, classes, all);

  expect(metrics.matrix).toEqual(expected.matrix);
  const close = (numbers: readonly number[], wanted: readonly number[]) => {
    expect(numbers.length).toBe(wanted.length);
    numbers.forEach((number, i) => void expect(number).toBeCloseTo(wanted[i], 12));
  };
  metrics.normalised.forEach((row, i) => void close(row, expected.normalised[i]));
  close([metrics.accuracy, metrics.calibration.ece], [expected.accuracy, expected.ece]);
  const column = (key: "precision" | "recall" | "f1" | "support") => metrics.perClass.map((of) => of[key]);
  (["precision", "recall", "f1", "support"] as const).forEach((key, i) => {
    close(column(key), expected.perClass[i]);
  });
  const { macro, weighted } = metrics;
  close([macro.precision, macro.recall, macro.f1], expected.macro);
  close([weighted.precision, weighted.recall, weighted.f1], expected.weighted);
  close(
    [1, 2, 3, 4].map((k) => metrics.topK[k]),
    expected.topK,
  );
  const { bins } = metrics.calibration;
  const filled = bins.filter(({ count }) => count);
  expect(bins.map(({ count }) => count)).toEqual(expected.bins.counts);
  close(
    filled.map(({ accuracy }) => accuracy),
    expected.bins.accuracy,
  );
  close(
    filled.map(({ confidence }) => confidence),
    expected.bins.confidence,
  );
  expect(metrics.warnings).toEqual([
    "nothing is taken for c: its precision is given as 0",
    "no picture is e: its recall is given as 0",
  ]);
});

test("counted by hand: three of four right, each sure by 0.9", () => {
  const answers = {
    ...{ labels: [0, 0, 1, 1], predicted: [0, 1, 1, 1] },
    ...{ confidences: [0.9, 0.9, 0.9, 0.9], ranks: [0, 1, 0, 0] },
  };

  const metrics = metricsOf(answers, ["no", "yes"], { topK: 2, bins: 2 });

  expect(metrics).toMatchObject({
    matrix: [
      [1, 1],
      [0, 2],
    ],
    normalised: [
      [0.5, 0.5],
      [0, 1],
    ],
    accuracy: 0.75,
    topK: { 1: 0.75, 2: 1 },
    warnings: [],
  });
  const [no, yes] = metrics.perClass;
  expect(no).toEqual({ class: "no", precision: 1, recall: 0.5, f1: 2 / 3, support: 2 });
  expect(yes).toEqual({ class: "yes", precision: 2 / 3, recall: 1, f1: 0.8, support: 2 });
  expect(metrics.calibration.ece).toBeCloseTo(0.15, 12);
  expect(metrics.calibration.bins.map(({ count }) => count)).toEqual([0, 4]);
});

test("a class that is never predicted has the precision 0, and a warning", () => {
  const answers = { labels: [0, 1], predicted: [1, 1], confidences: [1, 1], ranks: [1, 0] };

  const { perClass, warnings, macro } = metricsOf(answers, ["a", "b", "unused"], { topK: 1, bins: 1 });

  expect(perClass[0]).toEqual({ class: "a", precision: 0, recall: 0, f1: 0, support: 1 });
  expect(warnings).toEqual(["nothing is taken for a: its precision is given as 0"]);
  expect(macro.recall).toBe(0.5); // the class that does not occur does not count
});

test.each([
  [0, 10, 0],
  [0.1, 10, 0],
  [0.10001, 10, 1],
  [0.07, 100, 6], // though 0.07 * 100 comes out as a little more than 7
  [0.7, 10, 6],
  [1, 10, 9],
  [1.0000001, 10, 9],
])("a confidence of %s is, of %s bins, in bin %s", (confidence, bins, bin) => {
  const answers = { labels: [0], predicted: [0], confidences: [confidence], ranks: [0] };

  const { calibration } = metricsOf(answers, ["a", "b"], { topK: 1, bins });

  expect(calibration.bins.findIndex(({ count }) => count)).toBe(bin);
});
