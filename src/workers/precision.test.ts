import { resolve } from "node:path";
import { expect, test } from "vitest";
import { here } from "../../test/threads.ts";
import type { LimeResult } from "../explainers/lime-options.ts";
import { EngineClient } from "./client.ts";
import { EngineService } from "./engine-service.ts";
import type { EngineOptions } from "./protocol.ts";

const root = resolve(import.meta.dirname, "../..");

/** What the model of the demo says of a drawn face, and why. */
async function ask(options: EngineOptions) {
  const engine = new EngineClient(new EngineService(options, here), (address) => address);
  const model = await engine.open(resolve(root, "examples/faces/faces.h5"));
  const face = resolve(root, "public/sample/drawn-happy.png");
  const before = await engine.status();
  const prediction = await engine.predict(model, face);
  const { bufferBytes } = await engine.status();
  const segmentation = { algorithm: "grid", rows: 3, columns: 3 } as const;
  let lime: LimeResult | undefined;
  for await (lime of engine.lime(model, face, { samples: 64, seed: 3, segmentation }));
  await engine.dispose();
  const { weights } = Object.values(lime!.explanations)[0];
  return { before, prediction, bufferBytes, lime: lime!, weights };
}

test("with weights in f16 a trained model says nearly the same for the same reasons, in less memory", async () => {
  const full = await ask({ backend: "webgpu" });
  const half = await ask({ backend: "webgpu", precision: "f16" });

  const said = [full, half].map(({ before, prediction, lime }) => [before, prediction, lime]);
  expect(said.map((all) => all.map(({ precision }) => precision))).toEqual([
    ["f32", "f32", "f32"],
    ["f16", "f16", "f16"],
  ]);
  expect(half.prediction.probabilities).not.toEqual(full.prediction.probabilities);
  for (const [i, p] of full.prediction.probabilities.entries())
    expect(Math.abs(half.prediction.probabilities[i] - p)).toBeLessThan(2e-3);
  const weightOf = new Map(half.weights);
  for (const [segment, weight] of full.weights)
    expect(Math.abs(weightOf.get(segment)! - weight)).toBeLessThan(2e-3);
  expect(half.bufferBytes).toBeLessThan(full.bufferBytes);
});

test("what has no GPU keeps f32, and says so", async () => {
  const engine = new EngineClient(
    new EngineService({ backend: "cpu", precision: "f16" }, here),
    (address) => address,
  );

  expect((await engine.status()).precision).toBe("f32");
  await engine.dispose();
});

test.each([
  [{ backend: "wasm", precision: "fp16" }, "option 'precision' is 'fp16'; it takes f32, f16"],
  [{ backend: "gpu" }, "option 'backend' is 'gpu'; it takes webgpu, wasm, cpu"],
])("what there is not is refused: %o", async (options, message) => {
  const engine = new EngineClient(new EngineService(options as EngineOptions, here), (address) => address);

  await expect(engine.status()).rejects.toMatchObject({ code: "bad-option", message });
});
