import { expect, test } from "vitest";
import { testBackend } from "../../test/device.ts";
import { describeGolden, goldenBytes, goldenJson } from "../../test/golden.ts";
import { testWasm } from "../../test/wasm.ts";
import { readNpy } from "../images/npy.ts";
import type { Backend } from "../kernels/backend.ts";
import type { Model } from "../models/model.ts";
import { openModel } from "../models/open.ts";
import { ascent } from "./ascent.ts";
import type { AscentResult } from "./ascent-options.ts";

const models = {
  report_small_trained: ["report_small_trained.h5", [0, 1]],
  report_small_random: ["report_small_random.h5", [0, 1]],
  mini_xception_48: ["fer2013_mini_XCEPTION.119-0.65.hdf5", [-1, 1]],
} as const;
type Name = keyof typeof models;

interface Golden {
  readonly items: readonly { readonly layer: string; readonly filter: number }[];
  /** By the size of a step: how far float32 strays from float64, of each item. */
  readonly noise_floor_float32_torch_vs_float64_torch: Readonly<Record<string, readonly Floor[]>>;
}

interface Floor {
  readonly loss_maxabs: number;
  readonly final_image_maxabs: number;
}

type Case = [
  name: Name,
  on: string,
  rate: "1" | "0.05",
  open: () => Promise<Backend>,
  layers?: readonly string[],
];

const STEPS = 20;
/** Share of filters that may stray. */
const MOST = 1 / 7;

/** By file: what the backends keep of a model's weights is made once. */
const opened = new Map<Name, Model>();

async function modelOf(name: Name) {
  const [file, range] = models[name];
  const model =
    opened.get(name) ?? (await openModel([{ name: file, bytes: goldenBytes(`models/${file}`) }], { range }));
  opened.set(name, model);
  return model;
}

/** Filters that are further off than three times what float32 itself differs from float64, in words, and how many were compared. */
async function strays(backend: Backend, name: Name, rate: "1" | "0.05", only?: readonly string[]) {
  const model = await modelOf(name);
  const meta: Golden = goldenJson(`ascent/${name}/meta.json`);
  const floors = meta.noise_floor_float32_torch_vs_float64_torch[rate === "1" ? "1.0" : rate];
  const read = (file: string) => readNpy(goldenBytes(`ascent/${name}/${file}.npy`));
  const numbers = (file: string) => Float32Array.from(read(file).data as Float32Array);
  const [losses, finals] = [numbers(`loss_step${rate}`), numbers(`final_step${rate}`)];
  const start = { shape: read("init").shape, data: numbers("init") };
  const size = start.data.length;

  const found: string[] = [];
  let of = 0;
  const layers = only ?? new Set(meta.items.map((item) => item.layer));
  for (const layer of layers) {
    const rows = [...meta.items.keys()].filter((row) => meta.items[row].layer === layer);
    const options = {
      preset: "report",
      start,
      steps: STEPS,
      rate: Number(rate),
      stepsPerFrame: STEPS,
    } as const;
    const filters = rows.map((row) => meta.items[row].filter);
    const asked = { ...options, layer: layer === "__logits__" ? "logits" : layer, filters };
    let latest: AscentResult | undefined;
    for await (latest of ascent({ backend, model }, asked));
    const { pictures, values } = latest!;
    of += rows.length;
    for (const [n, row] of rows.entries()) {
      const loss = worst(pictures[n].losses, losses.slice(row * (STEPS + 1), (row + 1) * (STEPS + 1)));
      const mine = values!.subarray(n * size, (n + 1) * size);
      const picture = worst(mine, finals.slice(row * size, (row + 1) * size));
      const { loss_maxabs, final_image_maxabs } = floors[row];
      if (loss > 3 * Math.max(loss_maxabs, 1e-6) || picture > 3 * Math.max(final_image_maxabs, 1e-6))
        found.push(
          `${layer} ${filters[n]}: loss ${loss.toExponential(1)}, picture ${picture.toExponential(1)}`,
        );
    }
  }
  return { found, of };
}

const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

describeGolden("the reference's ascents", () => {
  const shallow = ["conv2d_1", "conv2d_2", "conv2d_4"];
  const all = (Object.keys(models) as Name[]).flatMap((name) =>
    (["1", "0.05"] as const).flatMap((rate): Case[] => [
      [name, "WebGPU", rate, testBackend],
      [name, "wasm", rate, testWasm],
    ]),
  );
  /** A software adapter takes long to compile what a layer needs. GOLDEN=all: all of them. */
  const some: Case[] = [
    ["report_small_trained", "WebGPU", "0.05", testBackend, ["__logits__"]],
    ["report_small_random", "wasm", "1", testWasm],
    ["mini_xception_48", "wasm", "0.05", testWasm, shallow],
  ];

  /**
   * Most filters keep within three times what float32 itself differs from float64. One pixel that flips under a max pool
   * or a ReLU sends a picture elsewhere, and which of them flips depends on the order of sums: those are printed.
   */
  test.each(process.env.GOLDEN === "all" ? all : some)(
    "%s on %s, steps of %s: losses and pictures",
    { timeout: 300_000 },
    async (name, _, rate, open, layers) => {
      const { found, of } = await strays(await open(), name, rate, layers);
      if (found.length) console.info(`${name}, steps of ${rate}, beyond the noise: ${found.join("; ")}`);

      expect(found.length / of).toBeLessThanOrEqual(MOST);
    },
  );
});
