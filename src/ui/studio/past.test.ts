import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import "../define.ts";
import { fakeEngine, limeResult } from "../../../test/fake-engine.ts";
import type { Engine } from "../../workers/protocol.ts";
import { bytesOf } from "../elements/bytes.ts";
import { bounded, type PastRun } from "./past-runs.ts";
import type { LimelightStudio } from "./studio.ts";

let studio: LimelightStudio;

afterEach(() => studio.remove());

/** Its weights of superpixel 5 follow the seed, so that results can be told apart. */
function seededEngine(asked: number[] = []): Engine {
  return fakeEngine({
    async *lime(_model, _image, { seed = 0, samples = 1000, signal } = {}) {
      asked.push(seed);
      await new Promise((resolve) => setTimeout(resolve));
      if (signal?.aborted) return;
      const result = limeResult(1000, true);
      const { weights, ...explanation } = result.explanations[1];
      const seeded = {
        ...explanation,
        score: 0.5 + seed / 100,
        weights: [[5, 0.4 + seed / 100] as const, ...weights.slice(1)],
      };
      yield { ...result, seed, options: { samples }, explanations: { 0: seeded, 1: seeded } };
    },
  });
}

async function open(engine: Engine) {
  studio = Object.assign(document.createElement("limelight-studio"), { engine, sample: "sample/" });
  document.body.append(studio);
  await expect.poll(title).toMatch(/^Superpixels/);
  await expect.poll(rows).toHaveLength(1);
}

const all = (selector: string) => [...studio.renderRoot.querySelectorAll<HTMLElement>(selector)];
const part = (selector: string) => all(selector)[0];
const title = () => part("h1")?.innerText;
const rows = () =>
  all(".past li").map((row) =>
    row.innerText
      .replace(/\s+/g, " ")
      .trim()
      .replace(/\d\d:\d\d:\d\d/, "…"),
  );
const inside = (tag: string, selector: string) => part(tag).shadowRoot!.querySelector<HTMLElement>(selector);
const weights = () => inside("limelight-weights", "[data-segment='5']")?.innerText;
const press = (key: string) => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const seed = () => (inside("limelight-settings", "#seed") as HTMLInputElement).value;

async function runWithSeed(value: string) {
  const field = inside("limelight-settings", "#seed") as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event("change"));
  await expect.poll(seed).toBe(value);
  const before = rows().length;
  press("r");
  await expect.poll(() => rows().length).toBe(Math.min(8, before + 1));
}

test("results are listed, and one that is pressed is shown as it was, with its settings, without a run", async () => {
  const asked: number[] = [];
  await open(seededEngine(asked));
  await runWithSeed("7");
  expect(rows()).toEqual([
    "… Happy · <b>happy</b> faces · seed 7 ×",
    "… Happy · <b>happy</b> faces · seed 0 ×",
  ]);
  const later = weights();

  all(".again")[1].click();

  await expect.poll(seed).toBe("0");
  expect(weights()).not.toBe(later);
  expect(weights()).toContain("0.400");
  expect(all("[aria-current=true]").map((row) => all(".again").indexOf(row))).toContain(1);
  expect(asked).toEqual([0, 7]);
});

test("two that are chosen are compared, with R² and rank correlation", async () => {
  await open(seededEngine());
  await runWithSeed("7");
  const compare = () => part(".past .row .button") as HTMLButtonElement;
  expect(compare().disabled).toBe(true);

  for (const box of all(".past input")) box.click();
  await expect.poll(() => compare().disabled).toBe(false);
  compare().click();

  await expect.poll(() => part(".saved")?.innerText).toContain("LIME, seed 0 · LIME, seed 7");
  const text = () => inside("limelight-compare", ".compare")?.innerText;
  await expect.poll(text).toContain("R² 0.57");
  expect(text()).toContain("1 LIME, seed 0");
  expect(inside("limelight-compare", "h1")!.innerText).toMatch(
    /^These two agree well: the rank correlation of LIME, seed 0 and LIME, seed 7 is 1.00/,
  );
});

test("at most eight of a view are kept, the newest", async () => {
  await open(seededEngine());

  for (let i = 1; i <= 8; i++) await runWithSeed(String(i));

  await expect.poll(() => rows()[0]).toContain("seed 8");
  expect(rows()).toHaveLength(8);
  expect(rows().at(-1)).toContain("seed 1");
});

test("one of another picture says so, and brings its picture back", async () => {
  const asked: number[] = [];
  await open(seededEngine(asked));
  inside("limelight-sources", "[title='Cat']")!.click();
  await expect.poll(rows).toHaveLength(2);
  expect(rows()[1]).toContain("another picture");

  all(".again")[1].click();

  await expect.poll(() => inside("limelight-sources", "[aria-pressed=true]")!.title).toBe("Happy");
  expect(rows()[0]).toContain("another picture");
  expect(asked).toHaveLength(2);
});

test("one of another model is only shown, and says so", async () => {
  const engine = seededEngine();
  let opened = 0;
  await open({
    ...engine,
    open: async (...given) => ({
      ...(await engine.open(...given)),
      name: opened++ === 0 ? "first" : "second",
    }),
  });
  inside("limelight-sources", "input[value=emotion]")!.click();
  await expect.poll(rows).toHaveLength(2);
  expect(rows()[1]).toContain("another model");

  all(".again")[1].click();

  await expect.poll(() => part(".saved")?.innerText).toContain("Earlier result first, Happy");
  expect(part(".saved").innerText).toContain("It is another model's.");
  expect(part("limelight-lime")).toBeTruthy();
});

test("one is removed, and all are; focus stays in the list", async () => {
  await open(seededEngine());
  await runWithSeed("1");
  await runWithSeed("2");

  const remove = () => all(".past li > .plain");
  press("h"); // the page is narrow: the list is in a sheet
  remove()[2].click();
  await expect.poll(rows).toHaveLength(2);
  expect((studio.renderRoot as ShadowRoot).activeElement?.className).toBe("again");
  expect(rows().join()).not.toContain("seed 0");
  all(".past .row .plain")[0].click();

  await expect.poll(rows).toEqual([]);
  expect(title()).toMatch(/^Superpixels/);
});

test("what a stopped run has found is kept, and of one that had nothing, nothing", async () => {
  const engine = fakeEngine({ stepMs: 200 });
  studio = Object.assign(document.createElement("limelight-studio"), { engine, sample: "sample/" });
  document.body.append(studio);
  await expect.poll(title).toMatch(/^So far/);
  press("Escape");
  await expect.poll(() => rows()[0]).toContain("stopped");
  press("r");
  await expect.poll(() => inside("limelight-run-bar", "#cancel")).not.toBeNull();
  press("Escape");
  await expect.poll(() => inside("limelight-run-bar", "#run")).not.toBeNull();

  expect(rows()).toHaveLength(1);
});

test("H goes to the list; the address knows nothing of it", async () => {
  await open(seededEngine());

  press("h");

  expect((studio.renderRoot as ShadowRoot).activeElement).toBe(part(".again"));
  expect(location.hash).toBe("");
});

test.each(["en", "zh-Hant"])("axe finds nothing to complain about, %s", async (lang) => {
  await open(seededEngine());
  await runWithSeed("7");
  studio.lang = lang;
  for (const box of all(".past input")) box.click();
  await studio.updateComplete;
  (part(".past .row .button") as HTMLButtonElement).click();
  await expect.poll(() => part(".saved")).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 300)); // colours fade into each other

  const { violations } = await axe.run(studio);

  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});

test("the oldest go first where all together are too large; the newest stays", () => {
  const run = (megabytes: number) =>
    ({
      view: "lime",
      saved: { result: { map: new Uint8Array(megabytes * 2 ** 20) } },
      settings: {},
    }) as unknown as PastRun;
  const [large, small, older] = [run(40), run(20), run(10)];

  expect(bounded([large, small, older])).toEqual([large, small]);
  expect(bounded([run(100), small])).toHaveLength(1);
  expect(bounded([large, { ...large }, small])).toHaveLength(3); // what they share counts once
});

test("bytes are counted once, with what lies within", () => {
  const shared = new Float32Array(100);

  expect(bytesOf({ a: shared, b: [shared.subarray(3), { c: new Uint8Array(7) }] })).toBe(407);
  expect(bytesOf([1, 2, 3])).toBe(24);
});
