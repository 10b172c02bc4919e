import { expect, test } from "vitest";
import { fakeEngine } from "../../../test/fake-engine.ts";
import { inside, open, part, press, studio, title } from "../../../test/studio.ts";

test("a setting is undone and done again by keys, and by the button", async () => {
  await open(fakeEngine());
  await expect.poll(title).toMatch(/^Superpixels/);
  const seed = () => (inside("limelight-settings", "#seed") as HTMLInputElement).value;
  const control = (key: string, shiftKey = false) =>
    document.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, ctrlKey: true, bubbles: true }));
  const undo = () =>
    [...studio.renderRoot.querySelectorAll("button")].find((b) => b.innerText.trim() === "Undo");
  expect(undo()).toBeUndefined();

  for (const value of ["3", "4"]) {
    const field = inside("limelight-settings", "#seed") as HTMLInputElement;
    field.value = value;
    field.dispatchEvent(new Event("change"));
    await expect.poll(seed).toBe(value);
  }
  control("z");
  await expect.poll(seed).toBe("3");
  control("Z", true);
  await expect.poll(seed).toBe("4");
  undo()!.click();
  await expect.poll(seed).toBe("3");
  control("z");
  control("z");

  await expect.poll(seed).toBe("0");
  expect(undo()).toBeUndefined();
});

test("numbers go to views, ? shows the keys, and in the sheet no key does anything else", async () => {
  await open(fakeEngine());
  await expect.poll(title).toMatch(/^Superpixels/);

  press("6");
  await expect.poll(title).toContain("multiply-adds");
  press("?");
  const sheet = part("#keys") as HTMLDialogElement;
  expect(sheet.open).toBe(true);
  press("1");
  expect(title()).toContain("multiply-adds");
  sheet.querySelector("button")!.click();

  expect(sheet.open).toBe(false);
});
