import axe from "axe-core";
import { html, render } from "lit";
import { afterEach, expect, test, vi } from "vitest";
import "../define.ts";
import { limeResult, picture } from "../../../test/fake-engine.ts";
import { usualLook } from "../drawing/tint.ts";
import { limeSaves } from "../saving/saves.ts";
import { catalogue } from "../strings/strings.ts";
import type { LimelightSave } from "./save-menu.ts";

const place = document.createElement("div");
document.body.append(place);

afterEach(() => {
  render(undefined, place);
  vi.restoreAllMocks();
});

const result = limeResult(1000, true);
const shown = { result, picture, classIndex: 1, explanation: result.explanations[1], look: usualLook };
const saves = limeSaves(catalogue.en, shown);

async function show(menu: boolean): Promise<LimelightSave> {
  render(html`<limelight-save ?menu=${menu} .saves=${saves}></limelight-save>`, place);
  const element = place.querySelector("limelight-save")!;
  await element.updateComplete;
  return element;
}

const button = (element: LimelightSave, name: string) =>
  [...element.shadowRoot!.querySelectorAll("button")].find((one) => one.textContent!.trim() === name)!;
const status = (element: LimelightSave) => element.shadowRoot!.querySelector("[role=status]")!.textContent;

test("offers each format there is, and two things to copy", async () => {
  const element = await show(false);

  const names = [...element.shadowRoot!.querySelectorAll("button")].map((one) => one.textContent!.trim());
  expect(names).toEqual(
    ["PNG", "SVG", "JSON", "CSV", "NPZ", "Python", "Copy picture", "Copy as Python"], // prettier-ignore
  );
});

test("saves under a name that says what it is", async () => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const element = await show(false);

  button(element, "CSV").click();

  await vi.waitFor(() => expect(click).toHaveBeenCalledTimes(1));
  expect((click.mock.contexts[0] as HTMLAnchorElement).download).toBe("limelight-lime-b-happy-b.csv");
});

test("copies the picture as PNG, and says so", async () => {
  const write = vi.spyOn(navigator.clipboard, "write").mockResolvedValue();
  const element = await show(false);

  button(element, "Copy picture").click();

  await vi.waitFor(() => expect(status(element)).toBe("Copied."));
  const blob = await write.mock.calls[0][0][0].getType("image/png");
  expect((await createImageBitmap(blob)).width).toBe(720);
});

test("says why nothing was copied", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("permission denied"));
  const element = await show(false);

  button(element, "Copy as Python").click();

  await vi.waitFor(() =>
    expect(status(element)).toBe("Not copied: permission denied. Save it as a file instead."),
  );
});

test("a menu opens by keyboard, and Escape closes it", async () => {
  const element = await show(true);
  const details = element.shadowRoot!.querySelector("details")!;
  const summary = details.querySelector("summary")!;
  summary.focus();
  summary.click();
  button(element, "NPZ").focus();

  button(element, "NPZ").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));

  expect(details.open).toBe(false);
  expect(element.shadowRoot!.activeElement).toBe(summary);
});

test.each([true, false])("axe finds nothing (as a menu: %s)", async (menu) => {
  const element = await show(menu);
  element.shadowRoot!.querySelector("details")?.setAttribute("open", "");

  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});

test("the SVG has the shapes of what is sure, with their weights, and its words are no markup", async () => {
  const text = await (await saves.as.svg!()).text();
  const read = new DOMParser().parseFromString(text, "image/svg+xml");

  expect(read.querySelector("parsererror")).toBeNull();
  expect([...read.querySelectorAll("path title")].map((title) => title.textContent)).toEqual([
    ...["5: +0.4000", "6: +0.3000", "10: −0.2000"],
  ]);
  expect(read.querySelector("image")!.getAttribute("href")).toMatch(/^data:image\/png;base64,/);
  expect(read.documentElement.textContent).toContain("<b>happy</b>");
});
