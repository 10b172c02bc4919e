import { html, type TemplateResult } from "lit";
import { expect, test } from "vitest";
import "../define.ts";
import { activationsResult, ascentResult } from "../../../test/fake-results.ts";
import { complaints, painted, pixelOf, press, show, speak } from "../../../test/page.ts";
import type { ActivationsResult } from "../../explainers/activations-options.ts";
import type { AscentResult } from "../../explainers/ascent-options.ts";
import { catalogue, type Language } from "../strings/strings.ts";
import { viewTabs } from "../studio/view-tabs.ts";
import { VIEWS } from "../studio/views.ts";

const filters = (result: AscentResult | undefined) => html`
  <limelight-filters .result=${result}></limelight-filters>
`;
const maps = (result: ActivationsResult | undefined) => html`
  <limelight-feature-maps .result=${result}></limelight-feature-maps>
`;

type Shown = Awaited<ReturnType<typeof show>>;

const indices = ({ all }: Shown) => all(".caption").map(({ innerText }) => innerText.split("\n")[0]);
const focused = ({ element }: Shown) =>
  (element.shadowRoot!.activeElement as HTMLElement | null)?.dataset.place;
const numbers = ({ all }: Shown) => all(".one dd").map(({ innerText }) => innerText);

test.each<[name: string, template: TemplateResult, chosen: object[]]>([
  ["filters", filters(ascentResult(4)), [{ filter: 1 }, { filter: 2 }, { filter: 1 }, { filter: 3 }]],
  [
    "feature maps",
    maps(activationsResult(4)),
    [{ channel: 1 }, { channel: 2 }, { channel: 1 }, { channel: 3 }],
  ],
])("a gallery is one stop for Tab, of which arrows choose the next: %s", async (_, template, chosen) => {
  const shown = await show(template, "limelight-select");
  const tiles = shown.all("[role=option]");
  expect(tiles.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);

  tiles[0].focus();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft", "End", "ArrowRight"])
    press(shown.one(":focus"), key);
  await shown.change({});

  expect(shown.heard).toEqual(chosen); // beyond the last there is nothing to choose
  expect(tiles.map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, -1, 0]);
  expect(tiles.map(({ ariaSelected }) => ariaSelected)).toEqual(["false", "false", "false", "true"]);
  expect(shown.one(".one h2").innerText).toMatch(/ 3$/);
});

test("up and down go by a row, as wide as it is now", async () => {
  const shown = await show(filters(ascentResult(4, [...Array(20).keys()])), "limelight-select");
  shown.one("[data-place='1']").focus();
  press(shown.one(":focus"), "ArrowDown");
  const below = Number(focused(shown));
  press(shown.one(":focus"), "ArrowUp");

  expect([4, 8]).toContain(below - 1); // tiles in a row of a narrow and of a wide window
  expect(focused(shown)).toBe("1");
});

test("pressing a tile chooses it, and does so once", async () => {
  const shown = await show(maps(activationsResult(3)), "limelight-select");

  shown.one("[data-place='2'] canvas").click();
  shown.one("[data-place='2'] canvas").click();
  await shown.change({});

  expect(shown.heard).toEqual([{ channel: 2 }]);
  expect(numbers(shown)).toEqual(["0.13", "0", "2.00", "93.8 %"]);
});

test("the strongest come first where asked; the focus stays with its tile", async () => {
  const shown = await show(filters(ascentResult(4, [10, 11, 12, 13])), "limelight-select");
  expect(indices(shown)).toEqual(["10", "11", "12", "13"]);
  shown.one("[data-place='2']").focus();

  shown.element.setAttribute("order", "rank");
  await shown.change({});

  expect(indices(shown)).toEqual(["12", "10", "13", "11"]);
  expect(focused(shown)).toBe("2");
  expect(shown.one(".one h2").innerText).toBe("Filter 12");
});

test("what still climbs is shown as it is, and keeps what is chosen", async () => {
  const shown = await show(filters(ascentResult(1)), "limelight-select");
  shown.one("[data-place='2']").focus();
  await shown.change({});
  expect(numbers(shown)).toEqual(["3.00"]);

  await shown.change({ result: ascentResult(3) });
  await painted();

  expect(numbers(shown)).toEqual(["9.00"]);
  expect(focused(shown)).toBe("2");
  expect(shown.one("svg").ariaLabel).toBe("Activation from 0 to 9.00 in 3 steps");
  expect(pixelOf(shown.one<HTMLCanvasElement>(".one canvas"), 0.99, 0.5)).toEqual([173, 173, 173]);
});

test("dead filters are named, counted, and their reason is text", async () => {
  const result = ascentResult(4);
  const trouble = "filter 1 is dead: <b>its gradient is zero</b>";
  const pictures = result.pictures.map((picture) => (picture.dead ? { ...picture, trouble } : picture));
  const shown = await show(filters({ ...result, pictures }), "limelight-select");

  shown.one("[data-place='1']").focus();
  await shown.change({});

  expect(shown.one(".controls .hint").innerText).toBe("One filter is dead.");
  expect(shown.one("[data-place='1'] .visually-hidden").innerText).toBe(
    "Filter 1 is dead: it answers nothing",
  );
  expect(numbers(shown)).toEqual(["dead"]);
  expect(shown.one(".one .warning").innerText).toBe(trouble);
  expect(shown.all(".warning b")).toEqual([]);
  expect(await complaints()).toEqual([]);
});

test("numbers that are none are question marks, not zeros", async () => {
  const ascent = ascentResult(4, [0]);
  const nothing = { activation: Number.NaN, losses: new Float32Array(5).fill(Number.NaN) };
  const shown = await show(
    filters({ ...ascent, pictures: [{ ...ascent.pictures[0], ...nothing, trouble: "filter 0 is NaN" }] }),
    "limelight-select",
  );
  expect(numbers(shown)).toEqual(["?"]);
  expect(shown.one(".curve")).toBeUndefined();
  expect(shown.one(".one .warning").innerText).toBe("filter 0 is NaN");

  const channels = [{ mean: Number.NaN, min: Number.NaN, max: Number.NaN, zeros: 0 }];
  const values = new Float32Array(16).fill(Number.NaN);
  const map = await show(maps({ ...activationsResult(1), channels, values }), "limelight-select");

  expect(numbers(map)).toEqual(["?", "?", "?", "0.0 %"]);
});

test("of no result, and of no filters, nothing is shown", async () => {
  const shown = await show(filters(undefined), "limelight-select");
  expect(shown.all("*:not(slot)")).toEqual([]);

  await shown.change({ result: { ...ascentResult(4), pictures: [] } });

  expect(shown.all("*:not(slot)")).toEqual([]);
});

test("many maps are shown some at a time", async () => {
  const shown = await show(maps(activationsResult(150)), "limelight-select");
  expect(shown.all("[role=option]")).toHaveLength(64);
  expect(shown.one(".controls .hint").innerText).toBe("64 of 150");

  shown.one(".more").click();
  await shown.change({});
  expect(shown.one(".more").innerText.trim()).toBe("Show 22 more");
  shown.one(".more").click();
  await shown.change({});

  expect(shown.all("[role=option]")).toHaveLength(150);
  expect(shown.one(".more")).toBeUndefined();
});

test("another layer's maps start from the first; the same layer's keep what is chosen", async () => {
  const shown = await show(maps(activationsResult(4, "conv_1")), "limelight-select");
  shown.one("[data-place='3']").focus();
  await shown.change({ result: activationsResult(4, "conv_1") });
  expect(shown.one(".one h2").innerText).toBe("Feature map 3");

  await shown.change({ result: activationsResult(2, "conv_2") });

  expect(shown.one(".one h2").innerText).toBe("Feature map 0");
});

test("each map has its own white, or all have one", async () => {
  const shown = await show(maps(activationsResult(3)), "limelight-select");
  const white = () => pixelOf(shown.one<HTMLCanvasElement>("[data-place='1'] canvas"), 0.1, 0.1)[0];
  await painted();
  expect(white()).toBe(255);

  shown.one("[value=all]").click();
  await shown.change({});
  await painted();

  expect(white()).toBe(128); // 1 of 0…2
});

test.each([
  ["filters", filters(ascentResult(2))],
  ["feature maps", maps(activationsResult(3))],
])("axe finds nothing to complain about, in either language: %s", async (_, template) => {
  const shown = await show(template, "limelight-select");
  await painted();
  expect(await complaints()).toEqual([]);

  await speak("zh-Hant");

  expect(shown.one(".controls").innerText).toContain("最強的在前");
  expect(await complaints()).toEqual([]);
});

test.each<Language>(["en", "zh-Hant"])(
  "tabs are one stop; arrows choose the next, and go round: %s",
  async (language) => {
    const words = catalogue[language];
    const { element, heard } = await show(
      html`<div>${viewTabs(words, "lime")}<div id="view" role="tabpanel" tabindex="0">…</div></div>`,
      "limelight-view",
    );
    const all = [...element.querySelectorAll<HTMLElement>("[role=tab]")];
    expect(all.map(({ innerText }) => innerText.trim())).toEqual(VIEWS.map((view) => words.views[view]));
    expect(all.map(({ tabIndex }) => tabIndex)).toEqual(VIEWS.map((_, i) => (i === 0 ? 0 : -1)));

    all[0].focus();
    for (const key of ["ArrowRight", "ArrowLeft", "ArrowLeft", "ArrowRight", "End", "Home"])
      press(document.activeElement!, key);

    expect(heard.map(({ view }) => view)).toEqual([
      "saliency",
      "lime",
      VIEWS.at(-1),
      "lime",
      VIEWS.at(-1),
      "lime",
    ]);
    expect(await complaints()).toEqual([]);
  },
);
