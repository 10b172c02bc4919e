import axe from "axe-core";
import { expect, test } from "vitest";
import { fakeEngine, limeResult, picture } from "../../../test/fake-engine.ts";
import { inside, open, part, press, studio, title } from "../../../test/studio.ts";
import { EngineError } from "../../errors.ts";
import type { Engine } from "../../workers/protocol.ts";

const give = (model: File[], images: File[]) =>
  part("limelight-drop").dispatchEvent(
    new CustomEvent("limelight-files", { detail: { model, images, data: [] } }),
  );

test("opens the sample and explains it by itself", async () => {
  await open(fakeEngine());

  await expect
    .poll(title)
    .toBe("Superpixels 5 and 6 raise <b>happy</b> by 0.70 together; 10, in the middle, takes 0.20 away.");
  await expect
    .poll(() => inside("limelight-run-bar", "[role=status]")!.textContent)
    .toBe("LIME 1,000 samples in 2.0 s");
});

test("opens the model for photos with a photo, when that is chosen", async () => {
  const opened: string[] = [];
  const engine = fakeEngine();
  await open({
    ...engine,
    open(source, options) {
      opened.push(String(source));
      return engine.open(source, options);
    },
  });
  const chosen = () => inside("limelight-sources", "input:checked") as HTMLInputElement | null;
  await expect.poll(() => chosen()?.value).toBe("faces");

  inside("limelight-sources", "input[value=emotion]")!.click();

  await expect.poll(() => chosen()?.value).toBe("emotion");
  await expect.poll(() => inside("limelight-sources", "[aria-pressed=true]")!.title).toBe("Face");
  expect(opened.map((address) => address.replace(/.*\//, ""))).toEqual(["faces.h5", "emotion.json"]);
});

test("shows no models of its own where none come with the page", async () => {
  await open(fakeEngine(), {});
  await expect.poll(() => part(".chip")).not.toBeNull();
  give([new File([], "own.h5")], []);

  await expect.poll(() => inside("limelight-sources", ".card b")?.textContent).toBe("faces"); // the fake's
  expect(inside("limelight-sources", "input")).toBeNull();
});

test("Escape stops a run, what was found stays, and R runs again", async () => {
  const engine = fakeEngine({ stepMs: 60 });
  const signals: (AbortSignal | undefined)[] = [];
  const lime: Engine["lime"] = (model, image, options) => {
    signals.push(options?.signal);
    return engine.lime(model, image, options);
  };
  await open({ ...engine, lime });
  await expect.poll(title).toBe("So far: 5 raises <b>happy</b> most.");

  press("Escape");
  await expect.poll(() => part(".trust").innerText).toMatch(/^Stopped after \d+ of 1,000 samples/);
  expect(signals[0]!.aborted).toBe(true);
  press("r");

  await expect.poll(() => inside("limelight-run-bar", "#cancel")).not.toBeNull();
  await expect.poll(() => part(".trust").innerText, { timeout: 5000 }).toMatch(/^3 of 4 superpixels differ/);
});

test("R typed into a field is a letter", async () => {
  let runs = 0;
  const engine = fakeEngine();
  const lime: Engine["lime"] = (...given) => {
    runs++;
    return engine.lime(...given);
  };
  await open({ ...engine, lime });
  await expect.poll(title).toMatch(/^Superpixels/);

  press("r", inside("limelight-settings", "#seed")!);
  press("r", inside("limelight-settings", "#class-names")!);

  expect(runs).toBe(1);
});

test("says what is wrong with a file, as text, and stays usable", async () => {
  const message = "'<img src=x>.h5' is a web page, not a model";
  await open(fakeEngine());
  await expect.poll(title).toMatch(/^Superpixels/);
  studio.engine!.open = () => Promise.reject(new EngineError("bad-model", message));

  give([new File(["x"], "<img src=x>.h5")], []);
  await expect.poll(() => part("[role=alert]").innerText).toContain(message);

  expect(part("[role=alert]").innerText).toContain("<img src=x>.h5 cannot be read as a model");
  expect(part("[role=alert]").innerText).toContain("The model in use is still faces.");
  expect(part("[role=alert] img")).toBeNull();
  expect(title()).toMatch(/^Superpixels/);
});

test("of a good picture and a bad model the picture is explained, and the error stays", async () => {
  await open(fakeEngine());
  await expect.poll(title).toMatch(/^Superpixels/);
  studio.engine!.open = () => Promise.reject(new EngineError("bad-model", "truncated"));

  give([new File(["x"], "bad.h5")], [new File(["x"], "mine.png")]);
  await expect.poll(() => inside("limelight-sources", "[aria-pressed=true]")!.title).toBe("mine.png");

  await expect.poll(title).toMatch(/^Superpixels/);
  expect(part("[role=alert]").innerText).toContain("truncated");
});

test("pointing at a row rings its superpixel, and the other way round", async () => {
  await open(fakeEngine());
  await expect.poll(() => inside("limelight-weights", "[role=option]")).not.toBeNull();

  inside("limelight-weights", "[data-segment='10']")!.dispatchEvent(new PointerEvent("pointerenter"));

  await expect
    .poll(() => inside("limelight-superpixels", ".tip")?.innerText)
    .toContain("Superpixel 10 lowers <b>happy</b>");
});

test("a class the run explained is shown at once; another one is run", async () => {
  const asked: (readonly number[] | undefined)[] = [];
  const engine = fakeEngine();
  const lime: Engine["lime"] = (model, image, options) => {
    asked.push(options?.labels);
    return engine.lime(model, image, options);
  };
  await open({ ...engine, lime });
  await expect.poll(title).toMatch(/^Superpixels/);
  const choose = (name: string) =>
    [...part("limelight-prediction").shadowRoot!.querySelectorAll("button")]
      .find((b) => b.innerText.startsWith(name))!
      .click();

  choose("calm");
  await expect.poll(title).toContain("calm");
  expect(asked).toHaveLength(1);
  choose("sad"); // the fake engine never explains it

  await expect.poll(() => asked).toHaveLength(2);
});

test("the model's plot is placed once, when it is looked at, and nothing is run for it", async () => {
  let placed = 0;
  const engine = fakeEngine();
  const layout: Engine["layout"] = (model) => {
    placed++;
    return engine.layout(model);
  };
  await open({ ...engine, layout });
  await expect.poll(title).toMatch(/^Superpixels/);
  expect(placed).toBe(0);

  for (const view of ["model", "curves", "model"]) {
    part(`#tab-${view}`).click();
    const plot = () => part("limelight-model-graph")?.shadowRoot?.querySelector("[data-layer]");
    await expect.poll(plot)[view === "model" ? "toBeTruthy" : "toBeFalsy"]();
  }

  expect(placed).toBe(1);
  expect(inside("limelight-run-bar", "button")).toBeNull();
  press("r");
  expect(title()).toContain("multiply-adds");
});

test("an open image stands for no picture", async () => {
  const asked: unknown[] = [];
  const engine = fakeEngine();
  const saliency: Engine["saliency"] = (model, image, options) => {
    asked.push(options?.baseline);
    return engine.saliency(model, image, options);
  };
  await open({ ...engine, saliency });
  await expect.poll(title).toMatch(/^Superpixels/);
  part("#tab-saliency").click();
  await expect.poll(title).toContain("of what moves <b>happy</b>");
  const choose = async (id: string, value: string) => {
    await expect.poll(() => inside("limelight-settings", id)).not.toBeNull();
    const select = inside("limelight-settings", id) as HTMLSelectElement;
    select.value = value;
    select.dispatchEvent(new Event("change"));
    await studio.updateComplete;
  };

  await choose("#method", "integrated-gradients");
  await choose("#baseline", "2");
  press("r");

  await expect.poll(() => asked).toEqual([undefined, picture]);
});

test("a failing engine is said, not hidden", async () => {
  await open(fakeEngine({ status: () => Promise.reject(new EngineError("device", "the device was lost")) }));

  await expect.poll(() => part("[role=alert]").innerText).toContain("the device was lost");
});

test.each([
  ["missing", "No WebGPU here. Limelight uses WebAssembly", "What to turn on"],
  ["asked", "As asked for. Limelight uses WebAssembly", undefined],
] as const)("where no GPU computes, one line says so, and what helps: %s", async (cause, said, helps) => {
  const engine = fakeEngine();
  await open({ ...engine, status: async () => ({ ...(await engine.status()), cause }) });

  await expect.poll(() => part(".note")?.innerText).toContain(said);
  expect(part(".note summary")?.innerText).toBe(helps);
  expect(part(".chip").classList).toContain("fallback");
});

test("language and theme change the whole page", async () => {
  await open(fakeEngine());
  await expect.poll(title).toMatch(/^Superpixels/);

  part("header button").click();
  await expect.poll(title).toBe("超像素 5 與 6 合計把 <b>happy</b> 提高 0.70；中央的 10 則降低 0.20。");
  const theme = part("header select") as HTMLSelectElement;
  theme.value = "dark";
  theme.dispatchEvent(new Event("change"));

  expect(studio.dataset.theme).toBe("dark");
  expect(getComputedStyle(part("main")).color).toBe("rgb(237, 236, 233)");
  expect(inside("limelight-weights", "h2")!.innerText).toBe("超像素權重排序");
});

test.each(["light", "dark"])("axe finds nothing to complain about, %s", async (theme) => {
  await open(fakeEngine());
  await expect.poll(title).toMatch(/^Superpixels/);
  const select = part("header select") as HTMLSelectElement;
  select.value = theme;
  select.dispatchEvent(new Event("change"));
  await studio.updateComplete;
  await new Promise((resolve) => setTimeout(resolve, 300)); // colours fade into each other

  const { violations } = await axe.run(studio);

  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});

test("thirty results a second keep the main thread free", async () => {
  const long: number[] = [];
  const observer = new PerformanceObserver((list) =>
    long.push(...list.getEntries().map((entry) => entry.duration)),
  );
  const engine = fakeEngine({
    async *lime() {
      for (let i = 1; i <= 30; i++) {
        await new Promise((resolve) => setTimeout(resolve, 33));
        yield limeResult(i * 33, i === 30);
      }
    },
  });
  await open(engine);
  await expect.poll(title).toMatch(/^So far/);

  observer.observe({ type: "longtask" });
  await expect.poll(title, { timeout: 10_000 }).toMatch(/^Superpixels/);
  observer.disconnect();

  expect(Math.max(0, ...long)).toBeLessThan(150); // 50 on a quiet machine, which e2e measures
});

test("without a superpixel the prediction is another, until it is put back", async () => {
  const hidden: (readonly number[])[] = [];
  const engine = fakeEngine();
  const predict: Engine["predict"] = async (model, image, options) => {
    const answer = await engine.predict(model, image, options);
    if (!options?.hide) return answer;
    hidden.push(options.hide.hidden);
    return { ...answer, probabilities: [0.5, 0.3, 0.2] };
  };
  await open({ ...engine, predict });
  await expect.poll(() => part(".trust").innerText, { timeout: 5000 }).toMatch(/differ/);
  inside("limelight-weights", "[role=option]")!.click();

  await expect
    .poll(() => part(".what-if").innerText)
    .toMatch(/^Without superpixel 5, <b>happy<\/b> falls from/);
  expect(hidden).toEqual([[5]]);
  part(".what-if button").click();
  await expect.poll(() => studio.renderRoot.querySelector(".what-if")).toBeNull();
});
