import { expect, test } from "vitest";
import { fixture } from "../../test/fixtures/read.ts";
import { random } from "../../test/ops.ts";
import { here } from "../../test/threads.ts";
import type { Picture } from "../images/picture.ts";
import { EngineClient } from "./client.ts";
import { EngineService } from "./engine-service.ts";
import type { EngineOptions } from "./protocol.ts";

/** An engine, and what it remembers about kernels. */
function start(options: EngineOptions) {
  const known = new Map<string, string>();
  const platform = { ...here, tuning: async () => known };
  const engine = new EngineClient(
    new EngineService({ backend: "webgpu", ...options }, platform),
    (address) => address,
  );
  const explain = async () => {
    const model = await engine.open([fixture("keras3-sequential.h5")]);
    const [height, width, channels] = model.inputShape;
    const data = Float64Array.from(random(height * width * channels, 1), (v) => (v + 1) / 2);
    const picture: Picture = { height, width, channels: channels as 1 | 3, data, range: [0, 1] };
    let latest: unknown;
    const segmentation = { algorithm: "grid", rows: 2, columns: 2 } as const;
    for await (const result of engine.lime(model, picture, { samples: 16, seed: 3, segmentation }))
      latest = result.explanations;
    return latest;
  };
  return { engine, explain, known };
}

test("when nobody waits any more, kernels are measured, once; explanations keep their digits", async () => {
  const { engine, explain, known } = start({ tuning: "always" });
  const before = await explain();
  expect(known.size).toBe(0);

  await expect.poll(() => known.size, { timeout: 60_000, interval: 100 }).toBeGreaterThan(0);
  const after = await explain();
  await engine.dispose();

  expect(after).toEqual(before);
  for (const [key, choice] of known) {
    expect(key).toMatch(/\(software\) kernels \d+ /);
    expect(JSON.parse(choice)).toEqual({
      ...{ name: expect.any(String), guess: expect.any(String), gain: expect.any(Number) },
    });
  }
});

test.each(["auto", "off"] as const)("not on a software adapter: tuning '%s'", async (tuning) => {
  const { engine, explain, known } = start({ tuning });
  if (!(await engine.status()).software && tuning === "auto") return void (await engine.dispose());
  await explain();
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await engine.dispose();

  expect(known.size).toBe(0);
});
