import { expect, test } from "vitest";
import { lastFound, means, setupOf } from "../../test/attribution.ts";
import { testBackend } from "../../test/device.ts";
import { describeGolden, goldenBytes, goldenJson, hasGolden } from "../../test/golden.ts";
import { expectClose, random } from "../../test/ops.ts";
import { testWasm } from "../../test/wasm.ts";
import { readNpy } from "../images/npy.ts";
import type { Backend } from "../kernels/backend.ts";
import { openModel } from "../models/open.ts";
import { ablation, occlusion, type Parts } from "./occlusion.ts";
import type { SaliencyOptions } from "./saliency-options.ts";
import type { Method, SaliencySetup } from "./saliency-setup.ts";

const [H, W] = means.inputShape;
/** What hiding a pixel costs the mean of channel c. */
const costs = ({ input, baseline }: SaliencySetup, c: number) =>
  Array.from({ length: H * W }, (_, p) => (input[p * 3 + c] - baseline[p * 3 + c]) / (H * W));

test.each([
  ["fits", 12, { window: 2, stride: 2 }],
  ["overlaps", 6, { window: 4, stride: 2 }],
  ["hangs over the edges", 6, { window: 5, stride: 2 }],
  ["moves pixel by pixel", 24, { window: 3, stride: 1 }],
  ["is the whole height", 2, { window: 6, stride: 6 }],
  ["leaves gaps", 6, { window: 2, stride: 3 }],
  ["leaves the picture at once", 1, { window: 3, stride: 8 }],
  ["is not said", 48, {}],
] as const)(
  "a pixel gets the mean of what the windows over it cost: the window %s",
  async (_, windows, options) => {
    const setup = await setupOf({ options });

    const { shape, values, scores, total } = await lastFound(occlusion, setup);

    expect(shape).toEqual([H, W, 1]);
    expect(total).toBe(1 + windows); // each that hides anything, and the whole picture
    for (const [k, found] of values.entries()) {
      const whole = setup.input.filter((_, i) => i % 3 === k).reduce((a, b) => a + b, 0) / (H * W);
      expect(scores[k]).toBeCloseTo(whole, 5);
      expectClose(found, slid(costs(setup, k), { window: 1, stride: 1, ...options }), { atol: 1e-6 });
    }
  },
);

test("on wasm and for the chosen score", async () => {
  const options = { window: 3, stride: 2 };
  const positive = { input: random(144, 1).map(Math.abs), baseline: random(144, 2).map(Math.abs) };
  const setup = await setupOf({ ...positive, backend: await testWasm(), classes: [2, 0], options });
  const [blue, red] = (await lastFound(occlusion, setup)).values;
  const logit = await lastFound(occlusion, { ...setup, score: "logit" });
  const loss = await lastFound(occlusion, {
    ...setup,
    options: { window: 6, stride: 6 },
    score: "cross-entropy",
  });

  expectClose(blue, slid(costs(setup, 2), options), { atol: 1e-6 });
  expectClose(red, slid(costs(setup, 0), options), { atol: 1e-6 });
  expectClose(
    logit.values[0],
    blue.map((v) => 2 * v),
    { atol: 1e-6 },
  );
  const left = costs(setup, 2).filter((_, p) => p % W < 6);
  const probability = logit.scores[0] / 2;
  const hidden = probability - left.reduce((a, b) => a + b, 0);
  expect(loss.values[0][0]).toBeCloseTo(Math.log(hidden) - Math.log(probability), 5);
});

const files: Record<string, [file: string, range: readonly [number, number]]> = {
  report_small_trained: ["report_small_trained.h5", [0, 1]],
  report_small_random: ["report_small_random.h5", [0, 1]],
  mini_xception_48: ["fer2013_mini_XCEPTION.119-0.65.hdf5", [-1, 1]],
};
type Run = readonly [
  file: string,
  score: SaliencySetup["score"],
  method: (parts: Parts) => Method,
  SaliencyOptions,
];
const runs: readonly Run[] = [
  ["occlusion_8x8_s4", "logit", () => occlusion, { window: 8, stride: 4 }],
  ["occlusion_prob_6x6_s3", "softmax", () => occlusion, { window: 6, stride: 3 }],
  ["feature_ablation_prob", "softmax", (parts) => (setup) => ablation(setup, parts), {}],
];

describeGolden("as Captum: 99 % of the pixels within 1e-3 of the largest", () => {
  const pictures = Object.keys(files).flatMap((name) =>
    hasGolden ? [...meta(name).targets.keys()].map((i: number) => [name, i] as const) : [],
  );

  test.each(pictures)("%s, picture %i, on wasm", async (name, i) => {
    for (const run of runs) await expectGolden(await testWasm(), name, i, run);
  });

  // a software adapter takes seconds for the 122 pictures of one run
  test("report_small_trained, picture 0, on WebGPU", async () => {
    await expectGolden(await testBackend(), "report_small_trained", 0, runs[0]);
  });
});

async function expectGolden(backend: Backend, name: string, i: number, [array, score, method, options]: Run) {
  const { classes, targets, black_baseline } = meta(name);
  const [file, range] = files[name];
  const segments = readNpy(goldenBytes(`attribution/${name}/ablation_segments.npy`)).data as Uint16Array;
  const labels = Uint32Array.from(segments.subarray(i * 2304, (i + 1) * 2304));
  const count = Math.max(...labels) + 1;
  const setup = await setupOf({
    ...{ backend, score, options },
    model: await openModel([{ name: file, bytes: goldenBytes(`models/${file}`) }], { range }),
    input: golden(name, "input", i),
    baseline: new Float32Array(2304).fill(black_baseline),
    classes: [...classes.keys()],
  });

  const found = await lastFound(method({ count, labels, groups: count, group: (part) => [part] }), setup);

  const actual = found.values[targets[i]];
  const expected = golden(name, array, i);
  const most = expected.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const close = actual.filter((value, p) => Math.abs(value - expected[p]) <= 1e-3 * most).length;
  expect(close / actual.length, array).toBeGreaterThanOrEqual(0.99);
}

/** Captum's rule, in plain loops over windows and pixels. */
function slid(cost: readonly number[], { window, stride }: { window: number; stride: number }): Float32Array {
  const [sums, times] = [new Float64Array(H * W), new Float64Array(H * W)];
  for (let i = 0; i <= Math.ceil((H - window) / stride); i++)
    for (let j = 0; j <= Math.ceil((W - window) / stride); j++) {
      const under = [...sums.keys()].filter((p) => {
        const [y, x] = [Math.floor(p / W) - i * stride, (p % W) - j * stride];
        return y >= 0 && y < window && x >= 0 && x < window;
      });
      const fall = under.reduce((sum, p) => sum + cost[p], 0);
      for (const p of under) {
        sums[p] += fall;
        times[p]++;
      }
    }
  return Float32Array.from(sums, (sum, p) => (times[p] ? sum / times[p] : 0));
}

const meta = (name: string) => goldenJson(`attribution/${name}/meta.json`);

function golden(name: string, file: string, i: number): Float32Array<ArrayBuffer> {
  const all = readNpy(goldenBytes(`attribution/${name}/${file}.npy`)).data as Float32Array<ArrayBuffer>;
  return all.slice(i * 2304, (i + 1) * 2304);
}
