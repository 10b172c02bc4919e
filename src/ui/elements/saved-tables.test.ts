import { html, render } from "lit";
import { afterEach, expect, test } from "vitest";
import { readSaved } from "../../saved/read.ts";
import "../define.ts";
import { confusionResult, histories } from "../../../test/fake-results.ts";
import { confusionSaves, curveSaves, type Saves } from "../saving/saves.ts";

const place = document.createElement("div");
place.style.width = "900px";
document.body.append(place);

afterEach(() => render(undefined, place));

const json = async (saves: Saves) => JSON.parse(await (await saves.as.json!()).text());

/** What an element draws, without Lit's marks. */
async function drawn(tag: "limelight-curves" | "limelight-confusion-matrix"): Promise<string> {
  const element = place.querySelector(tag)!;
  await element.updateComplete;
  const text = element.shadowRoot!.innerHTML.replace(/<!--.*?-->/gs, "").replace(/\s+/g, " ");
  render(undefined, place);
  return text;
}

test("saved curves are the same charts and table again", async () => {
  render(html`<limelight-curves .histories=${histories}></limelight-curves>`, place);
  const before = await drawn("limelight-curves");
  expect(before).toContain("<path");

  const saved = await json(curveSaves(histories));
  render(html`<limelight-curves .histories=${saved}></limelight-curves>`, place);

  expect(await drawn("limelight-curves")).toBe(before);
  expect(readSaved(saved).result).toMatchObject(histories);
});

test("a saved confusion matrix is the same matrix again, with the pictures of its cells", async () => {
  render(html`<limelight-confusion-matrix .result=${confusionResult}></limelight-confusion-matrix>`, place);
  const before = await drawn("limelight-confusion-matrix");
  expect(before).toContain("data-cell");

  const saved = await json(confusionSaves(confusionResult));
  render(html`<limelight-confusion-matrix .result=${saved}></limelight-confusion-matrix>`, place);

  expect(await drawn("limelight-confusion-matrix")).toBe(before);
  expect(readSaved(saved).result).toMatchObject(confusionResult);
});

test("a damaged matrix is refused with the place that is wrong", async () => {
  const saved = await json(confusionSaves(confusionResult));
  saved.matrix[1].length = 2;

  expect(() => readSaved(saved)).toThrow("matrix.1 is a list of 2; a list of 3 is needed");
});
