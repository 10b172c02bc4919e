import { html } from "lit";
import { expect, test } from "vitest";
import "../define.ts";
import { averageResult } from "../../../test/fake-averages.ts";
import { complaints, painted, pixelOf, press, show, speak } from "../../../test/page.ts";
import type { AverageResult } from "../../data/average-options.ts";
import { usualHeatLook } from "../drawing/heat.ts";
import { toJson } from "../saving/save.ts";
import { meanSaves } from "../saving/saves.ts";
import { catalogue } from "../strings/strings.ts";

const thumbnails = new Map([[4, "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="]]);

const means = (result: AverageResult | undefined) => html`
  <limelight-mean-maps .result=${result} .thumbnails=${thumbnails}></limelight-mean-maps>
`;

type Shown = Awaited<ReturnType<typeof show>>;

const captions = ({ all }: Shown, list = 0) =>
  [...all("[role=listbox]")[list].querySelectorAll<HTMLElement>(".caption")].map(({ innerText }) =>
    innerText.split("\n"),
  );
const tile = ({ one }: Shown, place: number) => one<HTMLCanvasElement>(`[data-place="${place}"] canvas`);
const title = ({ one }: Shown) => one(".one h2").innerText;

test("a map for each class, and for each class that it is taken for, the most frequent first; names are text", async () => {
  const shown = await show(means(averageResult()), "limelight-mean");

  expect(captions(shown)).toEqual([
    ["calm", "5"],
    ["<b>happy</b>", "2"],
  ]);
  expect(captions(shown, 1)).toEqual([
    ["sad", "3"],
    ["calm", "2"],
  ]);
  expect(title(shown)).toBe("calm");
  expect(shown.all("dd").map(({ innerText }) => innerText)).toEqual(["5", "+1.00"]);
});

test("a press or an arrow chooses a cell, which is large and told", async () => {
  const shown = await show(means(averageResult()), "limelight-mean");

  shown.one(`[data-place="5"]`).click();
  await shown.change({});
  press(shown.one(":focus"), "ArrowRight");
  await shown.change({});
  shown.one('[data-place="1"]').focus();
  await shown.change({});

  expect(shown.heard).toEqual([
    { actual: 0, predicted: 2 },
    { actual: 0, predicted: 0 },
    { actual: 1, predicted: undefined },
  ]);
  expect(title(shown)).toBe("<b>happy</b>");
  await shown.change({ selected: [0, 2] });
  expect(title(shown)).toBe("calm taken for sad");
  expect(shown.all("dd").map(({ innerText }) => innerText)).toEqual(["3", "60.0 %", "+1.00"]);
});

test("maps stand over the mean picture or alone: what raises is orange, what lowers blue, zero is clear", async () => {
  const shown = await show(means(averageResult()), "limelight-mean");
  const colours = async () => {
    await shown.change({});
    await painted();
    return [0.1, 0.5, 0.9].map((x) => pixelOf(tile(shown, 0), x, 0.1));
  };

  await shown.change({ view: "alone" });
  expect(await colours()).toEqual([
    [150, 60, 0],
    [244, 242, 239],
    [11, 74, 158],
  ]);
  await shown.change({ view: "over", look: { ...usualHeatLook, opacity: 0 } });
  expect(await colours()).toEqual([
    [0, 0, 0],
    [128, 128, 128],
    [255, 255, 255],
  ]);
});

test("each map has its own end, or all have one", async () => {
  const shown = await show(means(averageResult()), "limelight-mean");
  await shown.change({ view: "alone", selected: [1, undefined] });
  await painted();
  expect(shown.one("dd + dt + dd").innerText).toBe("+0.25");
  expect(pixelOf(tile(shown, 1), 0.1, 0.1)).toEqual([150, 60, 0]);

  shown.one("[value=all]").click();
  await shown.change({});
  await painted();

  expect(pixelOf(tile(shown, 1), 0.1, 0.1)).not.toEqual([150, 60, 0]);
});

test("picked pictures open; those without an image have their number", async () => {
  const shown = await show(means(averageResult()), "limelight-sample");

  shown.one("[data-sample]").click();

  expect(shown.heard).toEqual([{ sample: 4 }]);
  expect(shown.one<HTMLImageElement>(".picks img").alt).toBe("Picture 4, 60 % shown so far: explain it");
  expect(shown.all(".picks li").map(({ innerText }) => innerText.trim())).toEqual(["60 %", "Picture 0"]);
});

test("a saved result shows the same, a damaged one says what is wrong", async () => {
  const saved = JSON.parse(toJson(averageResult()));
  const shown = await show(means(saved), "limelight-error");
  expect(captions(shown)).toEqual([
    ["calm", "5"],
    ["<b>happy</b>", "2"],
  ]);

  await shown.change({ result: { ...saved, cells: [{ ...saved.cells[0], map: [1] }] } });

  expect(shown.heard).toEqual([
    {
      code: "bad-data",
      message: "not a saved result: cells.0.map is a list of 1; a list of 9 is needed",
    },
  ]);
});

test("it is saved as picture, table, arrays and the terminal's JSON", async () => {
  const result = averageResult();
  const { name, as } = meanSaves(catalogue.en, result, usualHeatLook);

  expect(name).toBe("limelight-mean-maps-fer-csv");
  expect(Object.keys(as)).toEqual(["png", "json", "csv", "npz"]);
  const bitmap = await createImageBitmap(await as.png!());
  expect(bitmap.width).toBeGreaterThan(bitmap.height);
  const lines = (await (await as.csv!()).text()).split("\n");
  expect(lines.slice(0, 4)).toEqual([
    "true,predicted,pictures,row,column,map,picture",
    ...["calm,calm,2,0,0,1,0", "calm,calm,2,0,1,0,0.5", "calm,calm,2,0,2,-1,1"],
  ]);
  expect(lines).toHaveLength(1 + 3 * 9 + 1);
  expect(JSON.parse(await (await as.json!()).text())).toMatchObject(JSON.parse(toJson(result)));
  expect((await as.npz!()).size).toBeGreaterThan(1000);
});

test.each(["en", "zh-Hant"] as const)("axe finds nothing to complain about: %s", async (language) => {
  const shown = await show(means(averageResult()), "limelight-mean");
  await speak(language);
  await painted();

  expect(shown.one(".picks h2").innerText).toBe(catalogue[language].picks);
  expect(await complaints()).toEqual([]);
});
