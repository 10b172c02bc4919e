import { expect, test } from "vitest";
import { filesOf, pngEntry, readData, textEntry } from "../../test/data.ts";
import { testTfjs } from "../../test/device.ts";
import { smallNetwork as model } from "../../test/small-network.ts";
import { classifier } from "../explainers/classify.ts";
import { lime } from "../explainers/lime.ts";
import { saliency } from "../explainers/saliency.ts";
import { explainAll } from "./explain-all.ts";
import type { ExplainAllOptions, ExplainedPicture } from "./explain-all-options.ts";
import { last } from "./explain-many.ts";

const data = async () => {
  const pictures = Array.from({ length: 4 }, (_, i) => pngEntry(`${i}.png`, i * 60, 8));
  return (await readData(filesOf(...pictures, textEntry("2b.png", "no picture")))).samples;
};
const options = { samples: 40, segmentation: { algorithm: "grid", rows: 3, columns: 3 } } as const;

async function run(asked: ExplainAllOptions, signal?: AbortSignal): Promise<ExplainedPicture[]> {
  const found: ExplainedPicture[] = [];
  const subject = { backend: await testTfjs(), model, samples: await data() };
  for await (const picture of explainAll(subject, asked, signal)) found.push(picture);
  return found;
}

async function answerTo(sample: number) {
  const picture = await (await data()).picture(sample);
  const ready = await classifier(await testTfjs(), model, picture);
  const answer = await ready.answer(picture);
  ready.dispose();
  return answer;
}

test("each picture gets what it gets alone, and what is no picture is skipped", async () => {
  const found = await run({ lime: options });

  expect(found.map(({ path, done, position }) => [path, done, position])).toEqual([
    ["0.png", false, 1],
    ["1.png", false, 2],
    ["2.png", false, 3],
    ["2b.png", false, 4],
    ["3.png", true, 5],
  ]);
  expect(found[3]).toMatchObject({ skipped: { path: "2b.png", sample: 3 }, selected: 5 });
  expect(found[3].lime).toBeUndefined();
  for (const { sample, lime: explained } of found.filter(({ skipped }) => !skipped)) {
    const { stats, ...alone } = await last(lime(await answerTo(sample), options));
    expect({ ...explained, stats: undefined }).toEqual({ ...alone, stats: undefined });
    expect(explained!.stats).toMatchObject({ samples: 40, predicted: stats.predicted });
  }
  for (const { picturesPerSecond, deviceIdle } of found) {
    expect(picturesPerSecond).toBeGreaterThan(0);
    expect(deviceIdle).toBeGreaterThan(0);
    expect(deviceIdle).toBeLessThan(1);
  }
});

test("LIME begins with as many rows at a time as the picture before ended with", async () => {
  const batch = { rows: 32 };
  const { stats } = await last(lime(await answerTo(0), options, undefined, { batch, glimpses: false }));

  expect(stats.submits).toBe(2); // of 40 samples
  expect(batch.rows).toBeGreaterThanOrEqual(32);
});

test("by an attribution method", async () => {
  const asked = { method: "integrated-gradients", steps: 4, top: 1 } as const;
  const found = await run({ by: "saliency", saliency: asked, samples: [1] });

  const { attributions } = await last(saliency(await answerTo(1), asked));
  expect(found).toMatchObject([{ done: true, sample: 1, selected: 1 }]);
  expect(found[0].saliency!.attributions).toEqual(attributions);
});

test("refuses what it cannot do, and stops", async () => {
  await expect(run({ by: "other" as "lime" })).rejects.toMatchObject({ code: "bad-option" });
  await expect(run({ lime: { samples: 0 } })).rejects.toThrow("samples");
  await expect(run({}, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
});
