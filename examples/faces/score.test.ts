import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decodePicture } from "../../src/images/decode-node.ts";
import { readNpy } from "../../src/images/npy.ts";
import { createEngine, type Engine, type ModelInfo, readHistories } from "../../src/index.node.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { drawFace, SIDE } from "./face.ts";
import { means } from "./report.ts";
import { type FaceScore, scoreFace, scoreFaces } from "./score.ts";
import { BUNDLED, expressionOf, numbersOf, SETS } from "./sets.ts";

const here = (name: string) => join(import.meta.dirname, name);
const read = (name: string) => new Uint8Array(readFileSync(here(name)));

let engine: Engine;
let model: ModelInfo;
beforeAll(async () => {
  engine = await createEngine({ backend: "wasm" });
  model = await engine.open(here("faces.h5"));
});
afterAll(() => engine.dispose());

test("a superpixel is a hit if half of it lies on what tells the expression", () => {
  const face = drawFace("happy", 3);
  const { mouth, eyes } = face.masks;
  const onMouth = { count: 3, labels: mouth.map((m, i) => (m ? 2 : face.head[i] ? 1 : 0)) };
  const first = { randint: () => 0 };

  expect(
    scoreFace(
      face,
      onMouth,
      [
        [2, 0.5],
        [1, 0.2],
        [0, -1],
      ],
      first,
    ),
  ).toMatchObject({ hit: true, control: false });
  expect(
    scoreFace(
      face,
      onMouth,
      [
        [2, 0.5],
        [1, 0.2],
        [0, -1],
      ],
      first,
    ).mass,
  ).toBeCloseTo(5 / 7);
  expect(
    scoreFace(
      face,
      onMouth,
      [
        [1, 0.5],
        [2, 0.2],
      ],
      first,
    ).hit,
  ).toBe(false);
  const onEyes = { count: 2, labels: eyes };
  expect(
    scoreFace(
      face,
      onEyes,
      [
        [1, 1],
        [0, 0],
      ],
      first,
    ),
  ).toMatchObject({ hit: false, mass: 0 });
});

test("the bundled faces are those that the generator draws, in folders by class", async () => {
  const files = unzipSync(read("held-out.zip"));

  const paths = numbersOf(BUNDLED).map((number) => `${expressionOf(number)}/${number}.png`);
  expect(Object.keys(files).sort()).toEqual(paths.sort());
  for (const path of paths.slice(0, 21)) {
    const [expression, number] = path.replace(".png", "").split("/");
    const { data } = await decodePicture(files[path], path);
    expect(data).toEqual(drawFace(expression as "happy", Number(number)).pixels);
  }
});

test("the model is the report's network at half width, and answers as in torch", async () => {
  const made = readNpy(read("probabilities.npy"));

  const convolutions = model.layers.filter(({ type }) => type === "Conv2D");
  expect(convolutions.map(({ outputShape }) => outputShape.at(-1))).toEqual([32, 64, 128, 256]);
  expect(model).toMatchObject({ format: "keras-h5", inputShape: [SIDE, SIDE, 1], classes: [...EXPRESSIONS] });
  expect(read("faces.h5").length).toBeLessThan(5e6);
  expect(made.shape).toEqual([14, 7]);
  for (let i = 0; i < 14; i++) {
    const number = SETS.heldOut.from + i;
    const { pixels } = drawFace(expressionOf(number), number);
    const picture = { height: SIDE, width: SIDE, channels: 1, data: pixels, range: [0, 255] } as const;
    const { probabilities } = await engine.predict(model, picture);
    const expected = made.data.subarray(7 * i, 7 * i + 7);
    for (const [k, p] of probabilities.entries()) expect(p).toBeCloseTo(Number(expected[k]), 4);
  }
});

test("of the bundled faces at least nine in ten are right", async () => {
  let accuracy = 0;
  for await (const data of engine.openData(here("held-out.zip")))
    if (data.done)
      for await (const result of engine.confusion(model, data)) if (result.done) accuracy = result.accuracy;

  expect(accuracy).toBeGreaterThan(0.9);
  expect(accuracy).toBeLessThanOrEqual(1);
});

test("the histories are those of one training", async () => {
  const names = ["loss", "accuracy", "val_loss", "val_accuracy"];
  const { runs } = await readHistories(
    names.map((name) => ({ name: `${name}.npy`, bytes: read(`${name}.npy`) })),
  );

  expect(runs).toHaveLength(1);
  expect(runs[0].curves).toHaveLength(4);
});

test("LIME's highest superpixel lies on what tells the expression; a random one does not", async () => {
  const scores: FaceScore[] = [];
  const numbers = numbersOf({ from: SETS.heldOut.from, count: 14 });
  for await (const score of scoreFaces(engine, model, numbers, { samples: 200 })) scores.push(score);

  const { hit, control, chance, mass, area } = means(scores);
  expect(hit).toBeGreaterThanOrEqual(0.8);
  expect(control).toBeLessThan(hit / 2);
  expect(chance).toBeLessThan(hit / 2);
  expect(mass).toBeGreaterThan(1.5 * area);
});
