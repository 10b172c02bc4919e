import { describe, expect, test, vi } from "vitest";
import { expectClose } from "../../test/ops.ts";
import { answerOf, linear, picture, saliencyOf, scoring, slopeOf } from "../../test/small-network.ts";
import { multiply, scaled } from "../kernels/ops/binary.ts";
import { ones } from "../kernels/ops/constants.ts";
import { dense } from "../kernels/ops/conv2d.ts";
import { saliency } from "./saliency.ts";
import type { SaliencyResult } from "./saliency-options.ts";

describe("of a linear score", () => {
  test("the gradient is its weights, at the picture and near it", async () => {
    for (const method of ["gradient", "guided-backprop", "deconvnet", "smoothgrad"] as const) {
      const { attributions } = await saliencyOf({ method, labels: [0, 1, 2] }, scoring(linear));
      for (const c of [0, 1, 2]) expectClose(attributions[c].values, slopeOf(c), { atol: 1e-5 });
    }
    const squares = await saliencyOf({ method: "smoothgrad-squared", labels: [1] }, scoring(linear));
    expectClose(
      squares.attributions[1].values,
      slopeOf(1).map((v) => v * v),
      { atol: 1e-5 },
    );
    const variance = await saliencyOf({ method: "vargrad", labels: [1] }, scoring(linear));
    expectClose(variance.attributions[1].values, new Float32Array(144), { atol: 1e-5 });
  });

  test.each([
    ["black", (c: number) => -1 / [0.5, 1, 2][c]],
    ["white", (c: number) => 1 / [0.5, 1, 2][c]],
    [51, (c: number) => -0.6 / [0.5, 1, 2][c]],
  ] as const)(
    "Integrated Gradients are weights times the way, and add up: baseline %s",
    async (baseline, from) => {
      const options = { method: "integrated-gradients", baseline, labels: [1], rule: "middle" } as const;

      const { attributions } = await saliencyOf(options, scoring(linear));

      const { values, completeness, score, signed, map, range } = attributions[1];
      const at = (i: number) => (picture.data[i] / 127.5 - 1) / [0.5, 1, 2][i % 3];
      const expected = slopeOf(1).map((w, i) => w * (at(i) - from(i % 3)));
      expectClose(values, expected, { atol: 1e-4 });
      const sum = expected.reduce((a, b) => a + b, 0);
      expect(score).toBeCloseTo(
        slopeOf(1).reduce((total, w, i) => total + w * at(i), 0),
        3,
      );
      expect(completeness!.sum).toBeCloseTo(sum, 2);
      expect(completeness!.difference).toBeCloseTo(sum, 2);
      expect(completeness!.gap).toBeLessThan(1e-4);
      expect(signed).toBe(true);
      expectClose(
        map,
        map.map((_, p) => values[3 * p] + values[3 * p + 1] + values[3 * p + 2]),
      );
      expect(range[0]).toBe(-range[1]);
    },
  );

  test("gradient times input is weights times the preprocessed input", async () => {
    const { attributions } = await saliencyOf({ method: "gradient-x-input", labels: [2] }, scoring(linear));

    const input = (i: number) => (picture.data[i] / 127.5 - 1) / [0.5, 1, 2][i % 3];
    expectClose(
      attributions[2].values,
      slopeOf(2).map((w, i) => w * input(i)),
      { atol: 1e-5 },
    );
    expect(attributions[2].signed).toBe(true);
  });

  test("the other scores have the slopes of the chain rule", async () => {
    const scores = await saliencyOf(
      { score: "softmax", labels: [0] },
      scoring((g, x) => scaled(g, linear(g, x), 0.05)),
    );
    const loss = await saliencyOf(
      { score: "cross-entropy", labels: [0] },
      scoring((g, x) => scaled(g, linear(g, x), 0.05)),
    );

    const p = scores.prediction;
    const expected = slopeOf(0).map((_, i) =>
      [0, 1, 2].reduce((sum, c) => sum + p[0] * (Number(c === 0) - p[c]) * 0.05 * slopeOf(c)[i], 0),
    );
    expectClose(scores.attributions[0].values, expected, { atol: 1e-6 });
    expect(scores.attributions[0].score).toBeCloseTo(p[0], 5);
    expectClose(
      loss.attributions[0].values,
      expected.map((v) => -v / p[0]),
      { atol: 1e-6 },
    );
    expect(loss.attributions[0].score).toBeCloseTo(-Math.log(p[0]), 5);
  });
});

describe("of a sum of squares", () => {
  const squares = scoring((g, x) => dense(g, multiply(g, x, x), ones(g, [144, 3])));

  test("VarGrad is four times the variance of the noise, whose size goes by the range of each channel", async () => {
    const options = { method: "vargrad", noise: 0.1, samples: 400, labels: [1] } as const;

    const { attributions } = await saliencyOf(options, squares);

    for (const [c, std] of [0.5, 1, 2].entries()) {
      const ofChannel = attributions[1].values.filter((_, i) => i % 3 === c);
      const mean = ofChannel.reduce((a, b) => a + b, 0) / ofChannel.length;
      expect(mean / (4 * ((0.1 * 2) / std) ** 2)).toBeCloseTo(1, 1); // 48 pixels of 400 samples: a standard error of 1 %
    }
  });

  test("an unfinished Integrated Gradients is of the whole way already", async () => {
    const options = { method: "integrated-gradients", labels: [0], steps: 200, batch: 4 } as const;
    const gaps: number[] = [];
    const answer = await answerOf(squares);
    let milliseconds = 0; // of a slow clock, on which every batch is worth showing
    const clock = vi.spyOn(performance, "now").mockImplementation(() => (milliseconds += 100));

    for await (const { stats, attributions } of saliency(answer, options))
      if (stats.done >= 16) gaps.push(attributions[0].completeness!.gap);
    clock.mockRestore();

    expect(gaps.length).toBeGreaterThan(1);
    expect(Math.max(...gaps)).toBeLessThan(0.2);
    expect(gaps.at(-1)).toBeLessThan(1e-4);
  });
});

describe("completeness", () => {
  const options = { method: "integrated-gradients", labels: [0, 1], rule: "left", steps: 4 } as const;

  test("is reported, and steps are doubled until it is reached for all classes", async () => {
    const once = await saliencyOf(options);
    const gaps = ({ attributions }: SaliencyResult) => [0, 1].map((c) => attributions[c].completeness!.gap);
    expect(Math.max(...gaps(once))).toBeGreaterThan(0.01);

    const better = await saliencyOf({ ...options, completeness: 0.01 });

    expect(Math.max(...gaps(better))).toBeLessThanOrEqual(0.01);
    const points = better.stats.total / 2 / 4; // 1 + 2 + 4 + … times the first 4 steps, for both classes
    expect(Math.log2(points + 1) % 1).toBe(0);
    expect(points).toBeGreaterThan(1);
    expect(better.stats.done).toBe(better.stats.total);
  });

  test("is given up after 3200 steps", async () => {
    const { stats, attributions } = await saliencyOf({
      ...options,
      labels: [0],
      steps: 1600,
      completeness: 1e-9,
    });

    expect(stats.total).toBe(1600 + 3200);
    expect(attributions[0].completeness!.gap).toBeGreaterThan(1e-9);
  });
});
