import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeGolden, goldenBytes, goldenJson, goldenPath, hasGolden } from "../../test/golden.ts";
import { random } from "../../test/ops.ts";
import { readNpy } from "../images/npy.ts";
import { distances, kernelWeight } from "./distances.ts";
import type { ClassExplanation } from "./lime-options.ts";
import { fitSurrogates } from "./surrogate.ts";

const cases = hasGolden ? readdirSync(goldenPath("lime")) : ["none"];

describeGolden("the lime package's own runs", () => {
  test.each(cases)("%s: coefficients, intercept, R² and local prediction within 1e-9", (name) => {
    const e = goldenJson(`lime/${name}/explanation.json`);
    const data = readNpy(goldenBytes(`lime/${name}/data.npy`));
    const preds = readNpy(goldenBytes(`lime/${name}/preds.npy`));
    const [samples, features] = data.shape;
    const bits = Uint8Array.from(data.data as Uint8Array);
    const classes = preds.shape[1];

    const far = distances(bits, features, "cosine");
    const weights = far.map((d) => kernelWeight(d, e.kernel_width));
    const labels: number[] = e.labels;
    const ys = labels.map((label) =>
      Float64Array.from({ length: samples }, (_, i) => Number(preds.data[i * classes + label])),
    );
    const options = {
      numFeatures: e.kwargs.num_features,
      featureSelection: e.feature_selection,
      exact: false,
    };
    const found = fitSurrogates(
      { bits, features, counts: new Float64Array(samples).fill(1), weights },
      ys,
      options,
    );

    expectWithin(far, readNpy(goldenBytes(`lime/${name}/distances.npy`)).data as Float64Array, 1e-12);
    expectWithin(weights, readNpy(goldenBytes(`lime/${name}/weights.npy`)).data as Float64Array, 1e-12);
    labels.forEach((label, k) => {
      const expected = e.explanation[label];
      expect(found[k].weights.map(([segment]) => segment)).toEqual(
        expected.local_exp.map(([s]: [number]) => s),
      );
      expectWithin(
        found[k].weights.map(([, w]) => w),
        expected.local_exp.map(([, w]: [number, number]) => w),
        1e-9,
      );
      expectWithin(
        [found[k].intercept, found[k].score, found[k].localPrediction],
        [expected.intercept, expected.score, [expected.local_pred].flat()[0]],
        1e-9,
      );
    });
  });
});

describe("surrogates", () => {
  const features = 5;
  const rows = 200;
  const bits = Uint8Array.from(random(rows * features, 3), (v) => (v > 0 ? 1 : 0));
  const weights = new Float64Array(rows).fill(1);
  const options = { numFeatures: 100, featureSelection: "auto", exact: false } as const;
  const linear = Float64Array.from(
    { length: rows },
    (_, i) => 0.2 + 0.5 * bits[i * features] - 0.3 * bits[i * features + 2],
  );

  test("find what a linear model adds up", () => {
    const [{ weights: found, score }] = fitSurrogates(
      { bits, features, counts: weights, weights },
      [linear],
      options,
    );
    expect(found[0][0]).toBe(0);
    expect(found[0][1]).toBeCloseTo(0.5, 1);
    expect(found[1][0]).toBe(2);
    expect(score).toBeGreaterThan(0.99);
  });

  test("count a row as often as its multiplicity says", () => {
    const twice = Uint8Array.from([...bits, ...bits.subarray(0, features)]);
    const y = Float64Array.from(random(rows, 4));
    const counts = weights.slice();
    counts[0] = 2;
    const more = new Float64Array(rows + 1).fill(1);
    const [a] = fitSurrogates({ bits, features, counts, weights }, [y], options);
    const [b] = fitSurrogates(
      { bits: twice, features, counts: more, weights: more },
      [Float64Array.from([...y, y[0]])],
      options,
    );
    expectWithin(
      a.weights.map(([, w]) => w),
      b.weights.map(([, w]) => w),
      1e-12,
    );
    expectWithin(a.standardErrors, b.standardErrors, 1e-12);
  });

  test("give no NaN for a single row or answers that never vary", () => {
    for (const n of [1, rows]) {
      const some = {
        bits: bits.subarray(0, n * features),
        features,
        counts: weights.subarray(0, n),
        weights: weights.subarray(0, n),
      };
      for (const featureSelection of [
        "forward_selection",
        "highest_weights",
        "lasso_path",
        "none",
      ] as const) {
        const [found] = fitSurrogates(some, [new Float64Array(n).fill(0.25)], {
          ...options,
          featureSelection,
        });
        expect(
          [found.intercept, found.score, found.localPrediction, ...found.standardErrors].every(
            Number.isFinite,
          ),
        ).toBe(true);
        expect(found.localPrediction).toBeCloseTo(0.25, 12);
      }
    }
  });

  test("have standard errors like the scatter over bootstrap samples", () => {
    const y = linear.map((v, i) => v + 0.4 * bits[i * features] * bits[i * features + 1]);
    const kernel = Float64Array.from(random(rows, 5), (v) => 0.6 + v / 4);
    const bySegment = ({ weights: found, standardErrors }: ClassExplanation) =>
      found.map(([j, w], i) => [j, w, standardErrors[i]]).sort(([a], [b]) => a - b);

    const [whole] = fitSurrogates({ bits, features, counts: weights, weights: kernel }, [y], options);
    const fits = Array.from({ length: 400 }, (_, round) => {
      const counts = new Float64Array(rows);
      for (const v of random(rows, 1000 + round)) counts[Math.floor(((v + 1) / 2) * rows)]++;
      return bySegment(fitSurrogates({ bits, features, counts, weights: kernel }, [y], options)[0]);
    });

    bySegment(whole).forEach(([, , standardError], j) => {
      const drawn = fits.map((fit) => fit[j][1]);
      const mean = drawn.reduce((a, b) => a + b) / drawn.length;
      const scatter = Math.sqrt(drawn.reduce((sum, w) => sum + (w - mean) ** 2, 0) / drawn.length);
      expect(standardError / scatter).toBeGreaterThan(0.75);
      expect(standardError / scatter).toBeLessThan(1.3);
    });
  });

  test("have no standard error after exact enumeration", () => {
    const rows = { bits, features, counts: weights, weights };

    const [found] = fitSurrogates(rows, [Float64Array.from(random(200, 4))], { ...options, exact: true });

    expect(found.standardErrors).toEqual([0, 0, 0, 0, 0]);
  });

  test("refuse rows without any weight, and predictions that do not fit them", () => {
    const rows = { bits, features, counts: weights, weights };

    expect(() => fitSurrogates({ ...rows, weights: new Float64Array(200) }, [linear])).toThrow("weight 0");
    expect(() => fitSurrogates(rows, [linear.subarray(1)])).toThrow("199 predictions for 200 rows");
  });
});

function expectWithin(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i] - expected[i])).toBeLessThanOrEqual(tolerance);
}
