import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Picture } from "../../images/picture.ts";
import "../define.ts";
import { fakeEngine } from "../../../test/fake-engine.ts";
import { dragCorner, firstSquare, growSquare, moveSquare, SMALLEST } from "./crop-square.ts";
import type { LimelightStudio } from "./studio.ts";

describe("the square", () => {
  const size = { width: 200, height: 100 };
  const square = { left: 60, top: 10, size: 80 };

  test("begins in the middle", () => {
    expect(firstSquare(size)).toEqual(square);
    expect(firstSquare({ width: 3, height: 5 })).toEqual({ left: 0, top: 1, size: 3 });
  });

  test.each([
    [5.4, -3.6, { left: 65, top: 6, size: 80 }],
    [-999, 999, { left: 0, top: 20, size: 80 }],
    [999, -999, { left: 120, top: 0, size: 80 }],
  ])("moved by %d, %d it stays inside", (dx, dy, expected) => {
    expect(moveSquare(square, dx, dy, size)).toEqual(expected);
  });

  test.each([
    [10, { left: 55, top: 5, size: 90 }],
    [999, { left: 50, top: 0, size: 100 }],
    [-999, { left: 96, top: 46, size: SMALLEST }],
  ])("grown by %d it keeps its middle", (by, expected) => {
    expect(growSquare(square, by, size)).toEqual(expected);
  });

  test.each([
    ["tl", -6, -6, { left: 54, top: 4, size: 86 }],
    ["tl", -999, -999, { left: 50, top: 0, size: 90 }],
    ["br", 999, 999, { left: 60, top: 10, size: 90 }],
    ["tr", -20, 20, { left: 60, top: 30, size: 60 }],
    ["bl", 999, -999, { left: 132, top: 10, size: SMALLEST }],
  ] as const)("drawn at %s by %d, %d it keeps the corner across", (corner, dx, dy, expected) => {
    expect(dragCorner(square, corner, dx, dy, size)).toEqual(expected);
  });
});

test.each([
  ["br", 999, { left: 60, top: 10, size: 85 }],
  ["bl", -999, { left: 0, top: 10, size: 140 }],
] as const)("drawn at %s in a narrow picture it stays inside", (corner, dx, expected) => {
  const narrow = { width: 145, height: 200 };

  expect(dragCorner({ left: 60, top: 10, size: 80 }, corner, dx, 999, narrow)).toEqual(expected);
});

/** 200 × 100, no two neighbours alike. */
const whole: Picture = {
  ...{ width: 200, height: 100, channels: 3, range: [0, 255] as const },
  data: Uint8Array.from({ length: 200 * 100 * 3 }, (_, i) => (i * i * 31 + i * 17) % 256),
};

describe("the dialog", () => {
  let studio: LimelightStudio;
  let explained: unknown[];

  const part = <E extends HTMLElement>(selector: string) => studio.renderRoot.querySelector<E>(selector)!;
  const sources = () => part("limelight-sources").shadowRoot!;
  const crop = () => part("limelight-crop").shadowRoot!;
  const square = () => crop().querySelector<HTMLElement>(".square")!;
  const names = () =>
    [...sources().querySelectorAll<HTMLElement>(".images [title]")].map(({ title }) => title);
  const chosen = () => sources().querySelector<HTMLElement>("[aria-pressed=true]")?.title;
  const isOpen = () => part<HTMLDialogElement>("dialog#crop").open;

  beforeEach(async () => {
    await page.viewport(360, 740);
    explained = [];
    const engine = fakeEngine();
    studio = Object.assign(document.createElement("limelight-studio"), {
      sample: "sample/",
      engine: fakeEngine({
        decode: async (source, model) => {
          if (!model) return whole;
          explained.push(source);
          return engine.decode(source, model);
        },
      }),
    });
    document.body.append(studio);
    await expect.poll(() => part(".past")).toBeTruthy(); // a run has ended
    sources().querySelector<HTMLElement>("#crop")!.focus();
    sources().querySelector<HTMLElement>("#crop")!.click();
    await expect.poll(() => crop().activeElement?.className).toBe("square");
  });

  afterEach(async () => {
    studio.remove();
    await page.viewport(414, 896);
  });

  test("Crop explains just these pixels, listed after the original", async () => {
    const [before] = [names()];
    await userEvent.keyboard("{ArrowRight}{ArrowRight}{Shift>}{ArrowUp}{/Shift}");

    crop().querySelector<HTMLElement>(".main")!.click();

    await expect.poll(chosen).toBe("Happy, cropped");
    expect(isOpen()).toBe(false);
    expect(names()).toEqual([before[0], "Happy, cropped", ...before.slice(1)]);
    const rows = Array.from({ length: 80 }, (_, y) => [
      ...whole.data.subarray((y * 200 + 64) * 3, (y * 200 + 144) * 3),
    ]);
    expect(explained.at(-1)).toEqual({
      ...{ width: 80, height: 80, channels: 3, range: [0, 255] },
      data: Uint8Array.from(rows.flat()),
    });
    expect(sources().activeElement?.id).toBe("crop");
  });

  test("Escape leaves all as it was, and gives focus back", async () => {
    const before = names();
    await userEvent.keyboard("{ArrowRight}");

    await userEvent.keyboard("{Escape}");

    await expect.poll(isOpen).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 300)); // as long as a crop takes
    expect(names()).toEqual(before);
    expect(chosen()).toBe("Happy");
    expect(explained).toHaveLength(1);
    expect(sources().activeElement?.id).toBe("crop");
  });

  test.each([
    ["{ArrowLeft}", "80 × 80 pixels, 58 from the left, 10 from the top"],
    ["{ArrowDown}", "80 × 80 pixels, 60 from the left, 11 from the top"],
    ["{Shift>}{ArrowRight}{/Shift}", "80 × 80 pixels, 80 from the left, 10 from the top"],
    ["++", "84 × 84 pixels, 58 from the left, 8 from the top"],
    ["--", "76 × 76 pixels, 62 from the left, 12 from the top"],
  ])("the keys %s are read out", async (keys, expected) => {
    await userEvent.keyboard(keys);

    await expect.poll(() => square().ariaValueText).toBe(expected);
  });

  test("a pointer moves the square, and draws its corners", async () => {
    square().setPointerCapture = () => undefined; // there is no real pointer
    const scale = crop().querySelector(".whole")!.clientWidth / whole.width;
    const drag = (target: Element, dx: number, dy: number) => {
      const at = (type: string, x: number, y: number) =>
        target.dispatchEvent(
          new PointerEvent(type, { clientX: x * scale, clientY: y * scale, bubbles: true, button: 0 }),
        );
      at("pointerdown", 0, 0);
      at("pointermove", dx, dy);
      at("pointerup", dx, dy);
      at("pointermove", 0, 0);
    };

    drag(square(), -20, 5);
    await expect.poll(() => square().ariaValueText).toContain("80 × 80 pixels, 40 from the left, 15");
    drag(crop().querySelector("[data-corner=br]")!, -30, -30);

    await expect.poll(() => square().ariaValueText).toContain("50 × 50 pixels, 40 from the left, 15");
  });

  test.each([
    ["en", "light"],
    ["zh-Hant", "dark"],
  ])("axe has nothing against it, %s, %s, at 360 px", async (lang, theme) => {
    studio.lang = lang;
    studio.dataset.theme = theme;
    await new Promise((resolve) => setTimeout(resolve, 300));

    const { violations } = await axe.run(studio);

    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
    expect(part("dialog#crop").scrollWidth).toBeLessThanOrEqual(part("dialog#crop").clientWidth);
  });
});
