/** @file Damaged files: each is refused by name, or is a model all of whose sizes fit together. */

import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { fixture, jsonFile } from "../../test/fixtures/read.ts";
import { generator, mutate } from "../../test/mutations.ts";
import { EngineError } from "../errors.ts";
import { GraphBuilder, sizeOf } from "../graph/graph.ts";
import { loadTfjs } from "../kernels/tfjs.ts";
import type { Model, NamedBytes } from "./model.ts";
import { openModel } from "./open.ts";
import { unzip } from "./unzip.ts";

const MUTATIONS = 500;
const LONGEST = 5000; // milliseconds
const MOST_MEMORY = 2 ** 29;

/** What stands in a .keras, to be damaged by itself: half of them are packed again, so that more than the zip breaks. */
const inside = (name: string) => [...unzip(fixture(name), ["config.json", "model.weights.h5"]).values()];
const packed = (files: readonly NamedBytes[]): NamedBytes[] => {
  const entries = Object.fromEntries(files.map(({ name, bytes }) => [name, bytes]));
  return [{ name: "model.keras", bytes: zipSync(entries, { level: 0 }) }];
};

const formats: [format: string, damage: (random: () => number) => NamedBytes[]][] = [
  [".h5 of Keras 3", (random) => mutate([fixture("keras3-nested.h5")], random)],
  [
    ".h5 of Keras 2, with its architecture",
    (random) => mutate(["keras2-weights.h5", "keras2-architecture.json"].map(fixture), random),
  ],
  [
    ".keras",
    (random) =>
      random() < 0.5
        ? mutate([fixture("keras3-nested.keras")], random)
        : packed(mutate(inside("keras3-sequential.keras"), random)),
  ],
  [
    "TensorFlow.js layers",
    (random) => mutate(["tfjs-layers-quantized.json", "tfjs-layers-quantized.bin"].map(fixture), random),
  ],
  [
    "TensorFlow.js graph",
    (random) =>
      mutate(
        (random() < 0.5
          ? ["tfjs-graph.json", "tfjs-graph.bin"]
          : ["tfjs-graph-ops.json", "tfjs-graph-ops.bin"]
        ).map(fixture),
        random,
      ),
  ],
  ["model with steps through TensorFlow.js", (random) => throughTfjs(random)],
];

const written = (name: string) => JSON.parse(new TextDecoder().decode(fixture(name).bytes));
const base64 = (name: string, text: string): NamedBytes => ({
  name,
  bytes: new Uint8Array(Buffer.from(text, "base64")),
});
const graphs: NamedBytes[][] = written("tfjs-ops.json").map(({ json, weights }: Record<string, string>) => [
  jsonFile(json),
  base64("weights.bin", weights),
]);
const onnx: NamedBytes[] = written("onnx/tfjs-ops.json").map(({ model }: Record<string, string>) =>
  base64("model.onnx", model),
);

/** A graph, an ONNX file or a .keras. */
function throughTfjs(random: () => number): NamedBytes[] {
  const one = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)];
  const kind = random();
  if (kind < 0.5) return mutate(one(graphs), random);
  if (kind < 0.9) return mutate([one(onnx)], random);
  return packed(mutate(inside("keras3-fallback.keras"), random));
}

test.each(formats)("a damaged %s is refused, or fits together", async (format, damage) => {
  const before = process.resourceUsage().maxRSS;
  const seen = { refused: 0, opened: 0 };

  for (let seed = 0; seed < MUTATIONS; seed++) {
    const files = damage(generator(seed));
    const started = performance.now();
    try {
      checkSizes(await openModel(files, {}, loadTfjs));
      seen.opened++;
    } catch (error) {
      if (!(error instanceof EngineError)) throw new Error(`mutation ${seed} of ${format}`, { cause: error });
      seen.refused++;
    }
    const took = performance.now() - started;
    if (took > LONGEST) throw new Error(`mutation ${seed} of ${format} took ${took} ms`);
  }

  expect(seen.refused).toBeGreaterThan(MUTATIONS / 10);
  expect((process.resourceUsage().maxRSS - before) * 1024).toBeLessThan(MOST_MEMORY);
});

test("an attribute that claims more items than the file has bytes is refused at once", async () => {
  const file = fixture("keras2-list.h5");
  const bytes = Buffer.from(file.bytes);
  // a list of names is an attribute of one axis, whose length stands twice: as it is, and as its most
  const lengths = Buffer.from([8, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0]);
  const at = bytes.indexOf(lengths);
  bytes.writeUInt32LE(2 ** 28, at);
  const started = performance.now();

  expect(at).toBeGreaterThan(0);
  await expect(openModel([{ name: file.name, bytes: new Uint8Array(bytes) }])).rejects.toThrow(
    "damaged or cut off",
  );

  expect(performance.now() - started).toBeLessThan(1000);
});

/** Every size that a model states is one, and follows from those before it. */
function checkSizes(model: Model): void {
  const g = new GraphBuilder();
  const { scores, logits, outputs } = model.apply(g, g.input("image", model.inputShape));
  for (const { op, inputs, attrs, output } of g.nodes)
    expect(
      op.shape(
        inputs.map(({ shape }) => shape),
        attrs,
      ),
    ).toEqual(output.shape); // prettier-ignore
  for (const [{ shape }, data] of g.weights) expect(data.length).toBe(sizeOf(shape));
  for (const { shape } of outputs.values())
    expect(shape.every((n) => Number.isInteger(n) && n > 0)).toBe(true);
  for (const layer of model.layers)
    expect(layer.outputShape.every((n) => Number.isInteger(n) && n > 0)).toBe(true);
  expect(scores.shape).toEqual([model.classes.length]);
  expect(logits.shape).toEqual([model.classes.length]);
}
