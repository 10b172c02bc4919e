import axe from "axe-core";
import { html, render } from "lit";
import { afterEach, expect, test } from "vitest";
import "../define.ts";
import { fakeEngine } from "../../../test/fake-engine.ts";
import { histories } from "../../../test/fake-results.ts";
import { writeNpy } from "../../images/npy.ts";

const place = document.createElement("div");
document.body.append(place);

afterEach(() => {
  render(undefined, place);
  place.removeAttribute("lang");
  delete place.dataset.theme;
});

async function show() {
  render(html`<limelight-curves .histories=${histories}></limelight-curves>`, place);
  const element = place.querySelector("limelight-curves")!;
  await element.updateComplete;
  return {
    element,
    all: (selector: string) => [...element.shadowRoot!.querySelectorAll<HTMLElement>(selector)],
  };
}

test("a chart for each metric; arrow keys read the values of an epoch", async () => {
  const { element, all } = await show();
  expect(all(".chart svg").map((chart) => chart.getAttribute("aria-label")!.split(" ")[0])).toEqual([
    "loss",
    "accuracy",
  ]);
  for (const key of ["ArrowRight", "End", "ArrowLeft"])
    all(".chart")[0].dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  await element.updateComplete;

  expect(all("[role=status]")[0].textContent).toBe(
    "Epoch 2: loss (training) 2.00, loss (validation) 2.00, accuracy (validation) 60.0 %",
  );
  expect(all(".cursor")).toHaveLength(2);
  expect(all(".read").map(({ textContent }) => textContent)).toEqual(["epoch 2: 2.00", "epoch 2: 60.0 %"]);
});

test("lines take the theme's colours, and change with it", async () => {
  const { all } = await show();
  const line = all("path.validation")[0];
  const colours = ["light", "dark"].map((theme) => {
    place.dataset.theme = theme;
    return getComputedStyle(line).stroke;
  });

  expect(colours).toEqual(["rgb(27, 27, 26)", "rgb(237, 236, 233)"]);
});

test("names at the ends of lines that meet do not lie on each other", async () => {
  const { element, all } = await show();
  const [run] = histories.runs;
  const curves = run.curves.map((curve) => ({ ...curve, values: [3, 2, 1] }));
  element.histories = { ...histories, runs: [run, run, run].map((one) => ({ ...one, curves })) };
  await element.updateComplete;

  const tops = all(".names")[0].querySelectorAll("span");
  const boxes = [...tops].map((name) => name.getBoundingClientRect());
  expect(boxes).toHaveLength(6);
  for (let i = 1; i < boxes.length; i++)
    expect(boxes[i].top).toBeGreaterThanOrEqual(boxes[i - 1].bottom - 0.5);
});

test("the same as a table; what is missing is a dash; names are text", async () => {
  const { element, all } = await show();
  element.as = "table";
  await element.updateComplete;
  const cells = (row: HTMLElement) => [...row.children].map(({ textContent }) => textContent!.trim());

  expect(all("tr").map(cells)[3]).toEqual(["3", "1.00", "2.50", "–"]);
  expect(element.shadowRoot!.querySelector("b b, th b")).toBeNull();
});

test.each(["en", "zh-Hant"])("axe finds nothing (%s)", async (lang) => {
  place.lang = lang;
  await show();
  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });

  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});

test("on the page the files a training left are read; what is none is named", async () => {
  const studio = Object.assign(document.createElement("limelight-studio"), {
    engine: fakeEngine(),
    sample: "sample/",
  });
  place.append(studio);
  const part = (selector: string) => studio.renderRoot.querySelector<HTMLElement>(selector)!;
  await expect.poll(() => part("h1")?.innerText, { timeout: 5000 }).toContain("by 0.70 together");
  part('[data-view="curves"]').click();
  await expect.poll(() => part("h1").innerText).toBe("How did the training go?");
  const give = (file: File) =>
    part("limelight-drop").dispatchEvent(
      new CustomEvent("limelight-files", { detail: { model: [file], images: [], data: [] } }),
    );
  give(new File([writeNpy([3], Float64Array.of(3, 1, 2))], "both_val_loss.npy"));
  await expect.poll(() => part("h1").innerText).toBe("Validation loss is best at epoch 2, with 1.00.");

  give(new File(["nothing"], "notes.json"));
  await expect.poll(() => part("[role=alert]").innerText).toContain("notes.json");
  expect(part("h1").innerText).toContain("epoch 2");
  studio.remove();
});
