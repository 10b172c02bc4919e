import axe from "axe-core";
import { html, render, type TemplateResult } from "lit";
import { afterEach, expect, test } from "vitest";
import "../define.ts";
import { fakeEngine, model } from "../../../test/fake-engine.ts";
import { layout } from "../../../test/fake-model.ts";
import { svgText } from "../saving/save-svg.ts";
import type { LimelightEvents } from "./events.ts";

const place = document.createElement("div");
document.body.append(place);

afterEach(() => {
  render(undefined, place);
  place.removeAttribute("lang");
});

async function show(template: TemplateResult) {
  const chosen: string[] = [];
  place.addEventListener("limelight-layer", (event) =>
    chosen.push((event as CustomEvent<LimelightEvents["limelight-layer"]>).detail.layer),
  );
  render(template, place);
  const element = place.firstElementChild as HTMLElement & { updateComplete: Promise<boolean> };
  await element.updateComplete;
  const all = (selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)];
  return { element, chosen, all };
}

const press = (target: EventTarget, key: string) =>
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
  );

const summary = html`<limelight-model-summary .info=${model} selected="conv_2"></limelight-model-summary>`;
const graph = html`<limelight-model-graph .layout=${layout} name="faces" selected="conv_2"></limelight-model-graph>`;

test("the table has a row for each layer, and totals", async () => {
  const { all } = await show(summary);
  const cells = (row: HTMLElement) => [...row.children].map(({ textContent }) => textContent!.trim());

  expect(all("tbody tr").map(cells)[1]).toEqual(["conv_2", "Conv2D", "6×6×16", "–", "–"]);
  expect(cells(all("tfoot tr")[0])).toEqual(["Total", "", "", "58,168", "0"]);
  expect(all(".hint")[0].textContent).toBe("Trainable 58,000, not trainable 168");
  expect(all("[aria-selected=true]")).toHaveLength(1);
});

test.each([
  ["table", summary, "[data-layer]"],
  ["plot", graph, "[data-layer]"],
])("arrows go from layer to layer in the %s: one stop for Tab", async (_, template, selector) => {
  const { all, chosen } = await show(template);
  const stops = all(selector);
  expect(stops.map((stop) => stop.getAttribute("tabindex"))).toEqual(["-1", "0", "-1"]);

  stops[1].focus();
  press(stops[1], "ArrowDown");
  press(stops[2], "Home");
  press(stops[0], "ArrowUp");

  expect(chosen).toEqual(["dense", "conv_1"]);
});

test("the plot zooms by buttons and keys, within limits", async () => {
  const { element, all } = await show(graph);
  const width = () => all("svg")[0].getBoundingClientRect().width;
  const before = width();
  all(".tools button")[2].click();
  await element.updateComplete;
  expect(width() / before).toBeCloseTo(1.25);
  for (let i = 0; i < 20; i++) press(all("[data-layer]")[0], "-");
  await element.updateComplete;
  expect(width() / before).toBeCloseTo(0.2);
});

test("the plot's file is a drawing that stands by itself", async () => {
  const { element } = await show(graph);
  const text = svgText(element.shadowRoot!.querySelector("svg")!);
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");

  expect(parsed.querySelector("parsererror")).toBeNull();
  expect([...parsed.querySelectorAll("text")].map(({ textContent }) => textContent)).toContain("conv_1");
  expect(parsed.querySelector("g rect")!.getAttribute("stroke")).toMatch(/^rgb/);
});

test.each([
  ["limelight-model-summary", "tbody tr"],
  ["limelight-model-graph", "[role=option]"],
])("%s opens a model by itself", async (tag, selector) => {
  const element = Object.assign(document.createElement(tag), {
    engine: fakeEngine(),
    model: "a.h5",
    loading: "eager", // that it waits to be seen is tested with LIME
  });
  place.append(element);

  await expect.poll(() => element.shadowRoot!.querySelectorAll(selector).length).toBe(3);
  element.remove();
});

test.each(["en", "zh-Hant"])("axe finds nothing (%s)", async (lang) => {
  place.lang = lang;
  await show(html`${summary}${graph}`);
  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });

  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});
