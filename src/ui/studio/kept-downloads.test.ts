import axe from "axe-core";
import { afterEach, expect, test } from "vitest";
import "../define.ts";
import { fakeEngine } from "../../../test/fake-engine.ts";
import type { LimelightStudio } from "./studio.ts";

let studio: LimelightStudio;

afterEach(() => studio.remove());

/** The page at the model's view, whose engine keeps downloads until they are cleared. */
async function open(lang = "en") {
  let kept = { files: 2, bytes: 12_340_000 };
  const engine = {
    ...fakeEngine(),
    cacheUse: async () => kept,
    clearCache: async () => void (kept = { files: 0, bytes: 0 }),
  };
  studio = Object.assign(document.createElement("limelight-studio"), {
    ...{ engine, lang, sample: "sample/" },
  });
  document.body.append(studio);
  await expect.poll(() => studio.renderRoot.querySelector("limelight-superpixels")).toBeTruthy();
  studio.renderRoot.querySelector<HTMLElement>("#tab-model")!.click();
}

const note = () => studio.renderRoot.querySelector<HTMLElement>(".kept [role=status]");
const button = () => studio.renderRoot.querySelector<HTMLElement>(".kept button");

test("the model's view says what the browser keeps of downloads, and deletes it", async () => {
  await open();
  await expect
    .poll(() => note()?.textContent)
    .toBe("Downloads of models kept in this browser: 2, together 12.34 MB.");
  expect((await axe.run(studio)).violations).toEqual([]);

  button()!.focus();
  button()!.click();

  await expect.poll(() => note()?.textContent).toBe("This browser keeps no downloads of models.");
  expect(button()).toBeNull();
  expect((studio.renderRoot as ShadowRoot).activeElement).toBe(note());
  expect((await axe.run(studio)).violations).toEqual([]);
});

test("in Chinese, too", async () => {
  await open("zh-Hant");

  await expect.poll(() => note()?.textContent).toBe("此瀏覽器保留的模型下載：2 個檔案，共 12.34 MB。");
});
