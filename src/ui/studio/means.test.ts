import { afterEach, expect, test } from "vitest";
import "../define.ts";
import { averageResult } from "../../../test/fake-averages.ts";
import { fakeEngine, model, picture } from "../../../test/fake-engine.ts";
import type { AverageOptions } from "../../data/average-options.ts";
import type { DataSet } from "../../data/data-set.ts";
import { toJson } from "../saving/save.ts";

const data: DataSet = {
  ...{ id: 3, name: "fer.csv", done: true, bytes: 9, samples: 7, classes: model.classes },
  ...{
    usages: ["Training", "PrivateTest"],
    counts: [
      [4, 1, 0],
      [1, 1, 0],
    ],
  }, // prettier-ignore
  skipped: { count: 2, rows: [{ line: 7, reason: "2303 pixels, not 2304" }] },
  warnings: [],
};

let studio: HTMLElementTagNameMap["limelight-studio"] | undefined;
afterEach(() => studio?.remove());

/** The page with a data set, at the mean maps. Each run gives a result for each picture when `next` is called. */
async function open() {
  const asked: AverageOptions[] = [];
  const sampled: number[] = [];
  let next = () => {};
  const engine = fakeEngine({
    async *openData() {
      yield data;
    },
    async *average(_model, _data, { signal, ...options } = {}) {
      asked.push(options);
      for (let position = (options.resume?.position ?? 0) + 1; position <= 7; position++) {
        await new Promise<void>((resolve) => {
          next = resolve;
        });
        if (signal?.aborted) return;
        const { resume: _, ...said } = options;
        const picks = [{ sample: asked.length + 3, coverage: 0.6 }];
        yield { ...averageResult(position), picks, options: { ...said, normalise: "max", grid: 3 } };
      }
    },
    sample: async (_data, sample) => {
      sampled.push(sample);
      return picture;
    },
    closeData: async () => undefined,
  });
  studio = Object.assign(document.createElement("limelight-studio"), { engine, sample: "sample/" });
  document.body.append(studio);
  const root = studio.renderRoot;
  const part = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector)!;
  const title = () => part("h1")?.innerText;
  const trust = () => part(".trust")?.innerText;
  await expect.poll(title, { timeout: 5000 }).toContain("by 0.70 together");
  const files = { model: [], images: [], data: [new File(["emotion,pixels,Usage"], "fer.csv")] };
  part("limelight-drop").dispatchEvent(new CustomEvent("limelight-files", { detail: files }));
  await expect.poll(title).toContain("fer.csv");
  part('[data-view="means"]').click();
  await expect.poll(title).toBe("fer.csv: 7 pictures. Run explains each of them.");
  const settings = () => part("limelight-settings").shadowRoot!;
  const bar = () => part("limelight-run-bar").shadowRoot!;
  return { asked, sampled, part, root, title, trust, settings, bar, next: () => next() };
}

const key = (name: string) => document.dispatchEvent(new KeyboardEvent("keydown", { key: name }));

test("runs, is stopped, and goes on with what was found; other settings start anew", async () => {
  const { asked, trust, title, bar, root, settings, next } = await open();
  key("r");
  await expect.poll(() => asked.length).toBe(1);
  for (const done of [1, 2, 3]) {
    next();
    await expect.poll(trust).toContain(`${done} of 7 pictures so far`);
  }
  expect(bar().textContent).toContain("10 pictures/s");

  key("Escape");
  await expect.poll(trust).toBe("Stopped after 3 of 7 pictures. Go on explains the rest.");
  expect(bar().querySelector("#run")!.textContent).toContain("Go on");
  key("r");
  await expect.poll(() => asked.length).toBe(2);

  expect(asked[1].resume).toMatchObject({ position: 3, key: "key" });
  expect(root.querySelectorAll(".past .again")).toHaveLength(1);
  expect(bar().querySelector("[role=progressbar]")!.ariaValueNow).toBe("42"); // not from the beginning
  for (let i = 0; i < 4; i++) {
    next();
    await expect.poll(trust).not.toContain(`${i + 3} of 7`);
  }
  await expect.poll(title).toBe("In pictures of calm, 16.7 % of what counts lies at upper left.");
  await expect
    .poll(trust)
    .toBe("7 pictures, explained by Gradient: what the model says. Each counts the same.");
  expect(root.querySelectorAll(".past .again")).toHaveLength(1); // one run, stopped or not

  key("r");
  await expect.poll(() => asked.length).toBe(3);
  expect(asked[2].resume).toBeUndefined();
  next();
  await expect.poll(trust).toContain("1 of 7");
  key("Escape");
  const method = settings().querySelector<HTMLSelectElement>("#method")!;
  method.value = "lime";
  method.dispatchEvent(new Event("change"));
  await expect.poll(() => bar().querySelector("#run")!.textContent).toContain("Run again");
  expect(root.textContent).not.toContain("Start over");
});

test("what is chosen of the data set is what is asked", async () => {
  const { asked, settings } = await open();
  const tick = (value: string) => settings().querySelector<HTMLElement>(`[value="${value}"]`)!.click();
  expect(settings().textContent).toContain("7 of 7 pictures.");

  tick("Training");
  await expect.poll(() => settings().textContent).toContain("2 of 7 pictures.");
  tick("<b>happy</b>");
  await expect.poll(() => settings().textContent).toContain("1 of 7 pictures.");
  key("r");

  await expect.poll(() => asked.length).toBe(1);
  expect(asked[0]).toEqual({
    ...{ usages: ["PrivateTest"], classes: ["calm", "sad"], by: "saliency", of: "predicted", pick: 5 },
    saliency: { method: "gradient", seed: 0 },
  });
});

test("broken rows are counted and shown; with no picture left there is nothing to run", async () => {
  const { part, bar, settings } = await open();
  expect(part("details.warning").textContent).toContain("2 left out");
  expect(part("details.warning li").textContent).toContain("7: 2303 pixels, not 2304");

  for (const [usage, left] of [
    ["Training", 2],
    ["PrivateTest", 0],
  ]) {
    settings().querySelector<HTMLElement>(`[value="${usage}"]`)!.click();
    await expect.poll(() => settings().textContent).toContain(`${left} of 7 pictures.`);
  }

  await expect.poll(() => bar().querySelector<HTMLButtonElement>("#run")!.disabled).toBe(true);
});

test("a picked picture opens its own explanation, by the method of the run", async () => {
  const { asked, sampled, part, next, title, settings } = await open();
  const method = settings().querySelector<HTMLSelectElement>("#method")!;
  method.value = "grad-cam";
  method.dispatchEvent(new Event("change"));
  key("r");
  await expect.poll(() => asked.length).toBe(1);
  next();
  const pick = () => part("limelight-mean-maps")?.shadowRoot?.querySelector<HTMLElement>('[data-sample="4"]');
  await expect.poll(pick).toBeTruthy();
  expect(sampled).toEqual([4]);

  pick()!.click();

  await expect.poll(() => part('[data-view="saliency"]').ariaSelected).toBe("true");
  await expect.poll(title).toContain("of what moves");
  expect(settings().querySelector<HTMLSelectElement>("#method")!.value).toBe("grad-cam");
});

test("a saved run that was not finished goes on while its model and data set are open", async () => {
  const { asked, part, root, next, trust, settings } = await open();
  const drop = (result: object) => {
    const saved = [new File([toJson({ limelight: "0.1.0", ...result })], "half.json")];
    const files = { model: [], images: [], data: [], saved };
    part("limelight-drop").dispatchEvent(new CustomEvent("limelight-files", { detail: files }));
  };
  drop({ ...averageResult(3), data: "other.zip" });
  await expect.poll(() => part(".saved")?.innerText).toContain("while the data set other.zip is open");
  drop({ ...averageResult(3), options: { by: "<img>", of: 1 } });
  await expect.poll(() => part(".saved")?.innerText).toContain("in the terminal");
  drop(averageResult(3));
  const goOn = () => [...root.querySelectorAll<HTMLElement>(".saved button")].at(-1)!;
  await expect.poll(() => goOn()?.innerText).toBe("Go on");

  goOn().click();
  await expect.poll(() => asked.length).toBe(1);
  next();

  await expect.poll(trust).toContain("4 of 7 pictures so far");
  expect(asked[0]).toMatchObject({ resume: { position: 3 }, saliency: { method: "grad-cam" } });
  expect(settings().querySelector<HTMLSelectElement>("#method")!.value).toBe("grad-cam");
});

test("an earlier result has its picked pictures again, and goes on if it was stopped", async () => {
  const { asked, root, part, next, trust, settings } = await open();
  const picks = () =>
    [...part("limelight-mean-maps").shadowRoot!.querySelectorAll("[data-sample]")].map(
      (pick) => (pick as HTMLElement).dataset.sample,
    );
  key("r");
  await expect.poll(() => asked.length).toBe(1);
  next();
  await expect.poll(trust).toContain("1 of 7 pictures so far");
  key("Escape");
  const method = settings().querySelector<HTMLSelectElement>("#method")!;
  method.value = "lime";
  method.dispatchEvent(new Event("change"));
  await expect.poll(() => part("limelight-run-bar").shadowRoot!.textContent).toContain("Run again");
  key("r");
  await expect.poll(() => asked.length).toBe(2);
  next();
  await expect.poll(picks).toEqual(["5"]);
  key("Escape");

  [...root.querySelectorAll<HTMLElement>(".again")].at(-1)!.click();

  await expect.poll(picks).toEqual(["4"]);
  key("r");
  await expect.poll(() => asked.length).toBe(3);
  expect(asked[2]).toMatchObject({ by: "saliency", resume: { position: 1 } });
});
