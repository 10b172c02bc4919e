import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import "../define.ts";
import { fakeEngine } from "../../../test/fake-engine.ts";
import type { LimelightStudio } from "../studio/studio.ts";
import { VIEWS } from "../studio/views.ts";

let studio: LimelightStudio;

const part = (selector: string) => studio.renderRoot.querySelector<HTMLElement>(selector)!;
const press = (key: string) => document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const focused = () => (studio.renderRoot as ShadowRoot).activeElement;

beforeEach(async () => {
  await page.viewport(360, 740);
  studio = Object.assign(document.createElement("limelight-studio"), {
    engine: fakeEngine(),
    sample: "sample/",
  });
  document.body.append(studio);
  await expect.poll(() => part(".past")).toBeTruthy(); // a run has ended
});

afterEach(async () => {
  studio.remove();
  await page.viewport(414, 896);
});

/** What axe complains of, where colours no longer fade into each other. */
async function complaints(): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { violations } = await axe.run(studio);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}

function open(dialog: "#keys" | "#link" | "#settings"): void {
  if (dialog === "#keys") press("?");
  else if (dialog === "#settings") part("limelight-run-bar [popovertarget=settings]").click();
  else
    part("limelight-sources").dispatchEvent(
      new CustomEvent("limelight-link", { detail: { url: undefined }, bubbles: true }),
    );
}

describe.each(["en", "zh-Hant"])("%s", (lang) => {
  test.each([
    ["#keys", "light"],
    ["#keys", "dark"],
    ["#link", "light"],
    ["#link", "dark"],
    ["#settings", "light"],
    ["#settings", "dark"],
  ] as const)("axe has nothing against %s, %s", async (dialog, theme) => {
    studio.lang = lang;
    if (theme === "dark") press("d");
    await studio.updateComplete;

    open(dialog);

    expect(part(dialog).matches(":modal, :popover-open")).toBe(true);
    expect(await complaints()).toEqual([]);
  });
});

test.each(VIEWS.filter((view) => view !== "model" && view !== "curves"))(
  "axe has nothing against the sheet of settings of %s, opened on a phone",
  async (view) => {
    part(`#tab-${view}`).click();
    await studio.updateComplete;
    open("#settings");

    expect(await complaints()).toEqual([]);
  },
);

test("a dialog takes focus, and its button gives it back", async () => {
  const tab = part("#tab-lime");
  for (const dialog of ["#keys", "#link"] as const) {
    tab.focus();
    open(dialog);
    expect(part(dialog).contains(focused())).toBe(true);

    part(dialog).querySelector("button")!.click();

    expect(focused()).toBe(tab);
  }
});
