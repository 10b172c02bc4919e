import axe from "axe-core";
import { html, render } from "lit";
import { afterEach, expect, test } from "vitest";
import "../define.ts";
import { fakeEngine, picture } from "../../../test/fake-engine.ts";
import { confusionResult as result } from "../../../test/fake-results.ts";
import type { DataSet } from "../../data/data-set.ts";
import type { Engine } from "../../workers/protocol.ts";
import type { LimelightEvents } from "./events.ts";

const { classes } = result;

const data: DataSet = {
  ...{ id: 3, name: "fer.csv", done: true, bytes: 9, samples: 14, classes, usages: [], counts: [[10, 4, 0]] },
  ...{ skipped: result.skipped, warnings: [] },
};

const place = document.createElement("div");
document.body.append(place);

afterEach(() => {
  render(undefined, place);
  place.removeAttribute("lang");
});

async function show() {
  const chosen: object[] = [];
  place.addEventListener("limelight-cell", (event) =>
    chosen.push((event as CustomEvent<LimelightEvents["limelight-cell"]>).detail),
  );
  render(html`<limelight-confusion-matrix .result=${result}></limelight-confusion-matrix>`, place);
  const element = place.querySelector("limelight-confusion-matrix")!;
  await element.updateComplete;
  const cells = () => [...element.shadowRoot!.querySelectorAll<HTMLElement>("[data-cell]")];
  return { element, chosen, cells };
}

const press = (target: EventTarget, key: string) =>
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
  );

test("counts stand in their cells, zero as a dot; shares on demand; names are text", async () => {
  const { element, cells } = await show();
  const texts = () => cells().map(({ textContent }) => textContent!.trim());

  expect(texts()).toEqual(["6", "·", "4", "1", "3", "·", "·", "·", "·"]);
  element.cells = "shares";
  await element.updateComplete;
  expect(texts().slice(0, 3)).toEqual(["60.0", "·", "40.0"]);
  expect(element.shadowRoot!.querySelector("b")).toBeNull();
  expect(cells()[2].ariaLabel).toBe("40.0 calm read as sad");
});

test("a plot tells how often the model is right where it is how sure", async () => {
  const { element } = await show();
  const plot = element.shadowRoot!.querySelector("img")!;
  plot.closest("details")!.open = true;
  await plot.decode();

  expect(plot.alt).toBe("Share that is right, by confidence. Pictures: 14, 75.0 % sure, 64.3 % right.");
  expect(plot.naturalWidth).toBe(300);
});

test("arrows move over the cells, one stop for Tab; a press opens a cell", async () => {
  const { element, chosen, cells } = await show();
  cells()[0].focus();
  press(cells()[0], "ArrowDown");
  await element.updateComplete;
  press(cells()[3], "End");
  await element.updateComplete;

  expect(cells().map(({ tabIndex }) => tabIndex)).toEqual([-1, -1, -1, -1, -1, 0, -1, -1, -1]);
  expect(element.shadowRoot!.activeElement).toBe(cells()[5]);
  cells()[2].click();
  expect(chosen).toEqual([{ actual: 0, predicted: 2 }]);
});

test.each(["en", "zh-Hant"])("axe finds nothing (%s)", async (lang) => {
  place.lang = lang;
  const { element } = await show();
  for (const details of element.shadowRoot!.querySelectorAll("details")) details.open = true;
  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });

  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});

test("on the page: a table is dropped, the model is asked, a cell shows its pictures, one is explained", async () => {
  const engine: Engine = fakeEngine({
    async *openData() {
      yield { ...data, done: false, samples: 3 };
      yield data;
    },
    async *confusion() {
      yield result;
    },
    sample: async () => picture,
    closeData: async () => undefined,
  });
  const studio = Object.assign(document.createElement("limelight-studio"), { engine, sample: "sample/" });
  place.append(studio);
  const part = (selector: string) => studio.renderRoot.querySelector<HTMLElement>(selector)!;
  const title = () => part("h1")?.innerText;
  await expect.poll(title, { timeout: 5000 }).toContain("by 0.70 together");
  const files = { model: [], images: [], data: [new File(["emotion,pixels,Usage"], "fer.csv")] };
  part("limelight-drop").dispatchEvent(new CustomEvent("limelight-files", { detail: files }));
  await expect.poll(title).toBe("fer.csv: 14 pictures of 3 classes. Run asks the model.");

  document.dispatchEvent(new KeyboardEvent("keydown", { key: "r" }));
  await expect.poll(title).toBe("9 of 14 right. 40.0 % of calm is read as sad.");
  expect(part("details.warning").textContent).toContain("7: 2303 pixels, not <i>2304</i>");
  part("limelight-confusion-matrix").shadowRoot!.querySelector<HTMLElement>('[data-cell="0,2"]')!.click();
  await expect.poll(() => studio.renderRoot.querySelectorAll(".thumbnails img").length).toBe(4);
  part(".thumbnails button").click();

  await expect.poll(title, { timeout: 5000 }).toContain("by 0.70 together");
  studio.remove();
});
