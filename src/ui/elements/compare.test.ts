import axe from "axe-core";
import { html, render } from "lit";
import { afterEach, expect, test } from "vitest";
import { EngineError } from "../../errors.ts";
import type { LimeResult } from "../../explainers/lime-options.ts";
import type { CompareResult } from "../../saved/compare.ts";
import { readSaved } from "../../saved/read.ts";
import "../define.ts";
import { fakeEngine, limeResult, picture } from "../../../test/fake-engine.ts";
import { saliencyResult } from "../../../test/fake-results.ts";
import { compareSaves } from "../saving/saves.ts";
import { catalogue } from "../strings/strings.ts";
import type { LimelightCompare } from "./compare.ts";
import { agreement } from "./compare-maps.ts";
import type { LimelightEvents } from "./events.ts";

const place = document.createElement("div");
place.style.width = "900px";
document.body.append(place);

afterEach(() => {
  render(undefined, place);
  place.removeAttribute("lang");
});

const next = <Name extends keyof LimelightEvents>(name: Name) =>
  new Promise<LimelightEvents[Name]>((resolve) =>
    place.addEventListener(name, ({ detail }) => resolve(detail as LimelightEvents[Name]), { once: true }),
  );
const compare = () => place.querySelector("limelight-compare")!;
const all = (element: LimelightCompare, selector: string) => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];

const results = [limeResult(1000, true), saliencyResult(), saliencyResult({ method: "occlusion" })];

test("runs each method on the most probable class, in the order asked for", async () => {
  const asked: unknown[] = [];
  const engine = fakeEngine();
  const spied = fakeEngine({
    lime(model, image, options) {
      asked.push([options?.method, options?.labels, options?.samples]);
      return engine.lime(model, image, options);
    },
    saliency(model, image, options) {
      asked.push([options?.method, options?.labels, options?.reduce]);
      return engine.saliency(model, image, options);
    },
  });
  const done = next("limelight-result");
  render(
    html`<limelight-compare .engine=${spied} model="a.h5" src="a.png" methods="occlusion, lime" samples="50"></limelight-compare>`,
    place,
  );

  const result = (await done) as CompareResult;
  expect(asked).toEqual([
    ["occlusion", [1], "signed"],
    ["lime", [1], 50],
  ]); // prettier-ignore
  expect(result).toMatchObject({ method: "compare", done: true, classIndex: 1 });
  expect(all(compare(), "figcaption").map((one) => one.innerText.replace(/\s+/g, " "))).toEqual([
    "Occlusion",
    "LIME R² 0.91",
  ]);
});

test("a method that the model cannot be asked with is left out, and said", async () => {
  const engine = fakeEngine();
  const spied = fakeEngine({
    saliency(model, image, options) {
      if (options?.method === "grad-cam") throw new EngineError("no-gradient", "no convolution has a map");
      return engine.saliency(model, image, options);
    },
  });
  const done = next("limelight-result");
  render(
    html`<limelight-compare .engine=${spied} model="a.h5" src="a.png" methods="gradient,grad-cam,occlusion"></limelight-compare>`,
    place,
  );

  expect(((await done) as CompareResult).results.map(({ method }) => method)).toEqual([
    "gradient",
    "occlusion",
  ]);
  expect(all(compare(), ".warning")[0].innerText).toBe("grad-cam: no convolution has a map");
});

test("shows what other elements found: same size, the lower half of the correlations", async () => {
  render(html`<limelight-compare .results=${results} .picture=${picture}></limelight-compare>`, place);
  await compare().updateComplete;

  const boxes = all(compare(), "limelight-heat-map").map((one) => one.getBoundingClientRect());
  expect(new Set(boxes.map(({ width, height }) => `${Math.round(width)} ${Math.round(height)}`)).size).toBe(
    1,
  );
  expect(all(compare(), "tbody i").map((one) => one.innerText)).toHaveLength(3);
  expect(all(compare(), "tbody i").at(-1)!.innerText).toBe("1.00"); // the same map
  expect(all(compare(), "h1")[0].innerText).toBe(
    "Methods agree little here: Gradient is nearest to Occlusion, at 1.00.",
  );
});

test("maps of different sizes are compared pixel by pixel of the smaller one", () => {
  const lime = limeResult(1000, true);
  const one: CompareResult = {
    method: "compare",
    ...{ done: true, model: "", classes: lime.classes, classIndex: 1, options: {} },
    ...{ results: [lime, saliencyResult()], warnings: [], stats: { done: 2, total: 2, milliseconds: 0 } },
  };
  // 8 × 8 pixels over 4 × 4 superpixels: |0.4| for 4, |0.3| for 4, |0.2| for 4; of the map |0.4| for 16, |0.2| for one
  const [, [value]] = agreement(one);

  // scipy.stats.spearmanr of those 64 pixels
  expect(value).toBeCloseTo(0.12421080157548853, 10);
});

test("saved, it is read again with all its maps", async () => {
  render(html`<limelight-compare .results=${results} .picture=${picture}></limelight-compare>`, place);
  await compare().updateComplete;
  const { result } = compare();
  const saves = compareSaves(catalogue.en, result!, picture);
  const text = await (await saves.as.json!()).text();

  const saved = readSaved(JSON.parse(text));

  expect(saved.kind).toBe("compare");
  expect(agreement(saved.result as CompareResult)).toEqual(agreement(result!));
  expect(saved.picture).toEqual(picture);
  expect(((saved.result as CompareResult).results[0] as LimeResult).segments.labels).toBeInstanceOf(
    Uint32Array,
  );
  expect((await createImageBitmap(await saves.as.png!())).width).toBe(3 * 320 + 32);
  expect(await (await saves.as.csv!()).text()).toMatch(/^,LIME,Gradient,Occlusion\nLIME,1\nGradient,/);
});

test.each(["en", "zh-Hant"])("axe finds nothing (%s)", async (lang) => {
  place.lang = lang;
  render(html`<limelight-compare .results=${results} .picture=${picture}></limelight-compare>`, place);
  await compare().updateComplete;

  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});

test("on the page a tab compares at once", async () => {
  const studio = Object.assign(document.createElement("limelight-studio"), {
    engine: fakeEngine(),
    sample: "sample/",
  });
  place.append(studio);
  const find = (selector: string) => studio.renderRoot.querySelector<HTMLElement>(selector);
  await expect.poll(() => find("limelight-superpixels")).not.toBeNull();

  find("#tab-compare")!.click();

  await expect.poll(() => find("h1")!.innerText).toContain("is nearest to");
  await expect
    .poll(() => find("limelight-run-bar")!.shadowRoot!.querySelector("[role=status]")!.textContent)
    .toContain("6 methods");
  studio.remove();
});
