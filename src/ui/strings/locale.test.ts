import { afterEach, expect, test, vi } from "vitest";
import "../define.ts";
import { fakeEngine } from "../../../test/fake-engine.ts";
import { preferredLanguage } from "./locale.ts";

afterEach(() => {
  vi.restoreAllMocks();
  history.replaceState(null, "", location.pathname + location.search);
});

test.each([
  [["zh-TW", "en"], "zh-Hant"],
  [["zh-HK"], "zh-Hant"],
  [["zh-Hant-SG"], "zh-Hant"],
  [["zh-CN", "zh-TW"], "zh-Hant"],
  [["zh-Hans", "en"], "en"],
  [["zh"], "en"],
  [["de-DE", "zh-TW", "en"], "zh-Hant"],
  [["en-GB", "zh-TW"], "en"],
  [["fr"], "en"],
  [[], "en"],
] as const)("of %j we speak %s", (languages, spoken) => {
  expect(preferredLanguage(languages)).toBe(spoken);
});

test.each([
  ["", true, "zh-Hant"],
  ["#lang=en", true, "en"],
  ["", false, ""],
])("with the address '%s' (kept: %s) the page speaks '%s'", async (hash, address, spoken) => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["zh-TW", "en"]);
  history.replaceState(null, "", hash || location.pathname + location.search);
  const studio = Object.assign(document.createElement("limelight-studio"), {
    engine: fakeEngine(),
    address,
  });
  document.body.append(studio);

  await expect.poll(() => studio.renderRoot.querySelector("h1")?.innerText).toBeTruthy();
  await expect.poll(() => studio.lang).toBe(spoken);
  studio.remove();
});
