import axe from "axe-core";
import { html, render } from "lit";
import { afterEach, expect, test, vi } from "vitest";
import { EngineError } from "../../errors.ts";
import type { LimeResult } from "../../explainers/lime-options.ts";
import type { LimelightEvents } from "./events.ts";
import "../define.ts";
import { fakeEngine, limeResult, model, picture } from "../../../test/fake-engine.ts";
import { toJson } from "../saving/save.ts";
import type { LimelightLime } from "./lime.ts";

const place = document.createElement("div");
document.body.append(place);

afterEach(() => {
  render(undefined, place);
  place.removeAttribute("lang");
});

const lime = () => place.querySelector("limelight-lime")!;
const text = (element: LimelightLime) => element.shadowRoot!.textContent!.replace(/\s+/g, " ");

function next<Name extends keyof LimelightEvents>(name: Name): Promise<LimelightEvents[Name]> {
  return new Promise((resolve) =>
    place.addEventListener(name, (event) => resolve((event as CustomEvent).detail), { once: true }),
  );
}

test("explains by itself once it is seen, and says what it found", async () => {
  const result = next("limelight-result");
  render(html`<limelight-lime .engine=${fakeEngine()} model="a.h5" src="face.png"></limelight-lime>`, place);

  expect((await result) as LimeResult).toMatchObject({ done: true, seed: 7, method: "lime" });
  expect(text(lime())).toContain("raise <b>happy</b>");
  expect(lime().shadowRoot!.querySelector("limelight-superpixels")!.picture).toBe(picture);
});

test("does nothing below the fold, unless it is eager", async () => {
  const open = vi.fn(async () => model);
  const engine = fakeEngine({ open });
  render(
    html`
    <div style="height: 300vh"></div>
    <limelight-lime .engine=${engine} model="a.h5" src="face.png"></limelight-lime>
  `,
    place,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(open).not.toHaveBeenCalled();

  const result = next("limelight-result");
  lime().scrollIntoView();
  await result;
  expect(open).toHaveBeenCalledTimes(1);
});

test("takes the terminal's options as attributes, and runs anew when they change", async () => {
  const asked: object[] = [];
  const engine = fakeEngine({
    async *lime(_model, _image, { signal: _, ...options } = {}) {
      asked.push(options);
      yield limeResult(1000, true);
    },
  });
  let result = next("limelight-result");
  render(
    html`<limelight-lime .engine=${engine} model="a.h5" src="a.png" samples="50" seed="3" segmentation="slic:n_segments=9" hide-color="0" labels="1,2"></limelight-lime>`,
    place,
  );
  await result;
  result = next("limelight-result");
  lime().setAttribute("seed", "4");
  await result;

  const options = {
    samples: 50,
    hideColor: 0,
    labels: [1, 2],
    segmentation: { algorithm: "slic", n_segments: 9 },
  };
  expect(asked).toEqual([
    { ...options, seed: 3 },
    { ...options, seed: 4 },
  ]);
});

test("explain() gives the result, and stops when its signal says so", async () => {
  render(
    html`<limelight-lime .engine=${fakeEngine({ stepMs: 20 })} .model=${"a.h5"} .src=${picture}></limelight-lime>`,
    place,
  );
  await expect(lime().explain()).resolves.toMatchObject({ done: true });

  const stop = new AbortController();
  const stopped = lime().explain({ signal: stop.signal });
  setTimeout(() => stop.abort(), 30);
  await expect(stopped).rejects.toMatchObject({ code: "cancelled" });
});

test("says what went wrong, as an event and in its place", async () => {
  const open = async () => {
    throw new EngineError("bad-model", "'a.h5' is a web page, <b>not</b> a model");
  };
  const trouble = next("limelight-error");
  render(
    html`<limelight-lime .engine=${fakeEngine({ open })} model="a.h5" src="a.png"></limelight-lime>`,
    place,
  );

  expect(await trouble).toEqual({ code: "bad-model", message: "'a.h5' is a web page, <b>not</b> a model" });
  await lime().updateComplete;
  expect(lime().shadowRoot!.querySelector("[role=alert]")!.textContent).toContain("<b>not</b> a model");
});

test("a saved result is shown without an engine, as it was", async () => {
  const saved = JSON.parse(toJson(limeResult(1000, true))) as LimeResult;
  render(html`<limelight-lime .result=${saved} .picture=${picture}></limelight-lime>`, place);
  await lime().updateComplete;

  expect(text(lime())).toContain("raise <b>happy</b>");
  expect(lime().shadowRoot!.querySelector("#run")).toBeNull();
  await expect(lime().explain()).rejects.toMatchObject({ code: "bad-option" });
});

test("removed, it stops and gives its engine back", async () => {
  const close = vi.fn(async () => undefined);
  const aborted = new Promise<void>((resolve) => {
    const engine = fakeEngine({
      close,
      async *lime(_model, _image, { signal } = {}) {
        signal!.addEventListener("abort", () => resolve());
        yield limeResult(250, false);
        await new Promise(() => undefined);
      },
    });
    render(html`<limelight-lime .engine=${engine} model="a.h5" src="a.png"></limelight-lime>`, place);
  });
  await next("limelight-progress");
  render(undefined, place);

  await aborted;
  await vi.waitFor(() => expect(close).toHaveBeenCalledTimes(1));
});

test.each(["en", "zh-Hant"])("axe finds nothing (%s)", async (lang) => {
  place.lang = lang;
  const result = next("limelight-result");
  render(html`<limelight-lime .engine=${fakeEngine()} model="a.h5" src="face.png"></limelight-lime>`, place);
  await result;

  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
});
