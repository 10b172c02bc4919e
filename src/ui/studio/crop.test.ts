import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { Picture } from "../../images/picture.ts";
import "../define.ts";
import { fakeEngine } from "../../../test/fake-engine.ts";
import { model } from "../../../test/fake-model.ts";
import { dragCorner, firstBox, growBox, moveBox, SMALLEST } from "./crop-box.ts";
import type { LimelightStudio } from "./studio.ts";

describe("the frame", () => {
  const size = { width: 200, height: 100 };
  const box = { left: 60, top: 10, width: 80, height: 80 };
  const wide = { left: 40, top: 20, width: 120, height: 60 };

  test.each([
    [size, 1, box],
    [{ width: 3, height: 5 }, 1, { left: 0, top: 1, width: 3, height: 3 }],
    [size, 2, { left: 20, top: 10, width: 160, height: 80 }],
    [size, 0.5, { left: 80, top: 10, width: 40, height: 80 }],
    [size, 4, { left: 20, top: 30, width: 160, height: 40 }],
  ])("begins in the middle of %o, with the aspect %d", (within, aspect, expected) => {
    expect(firstBox(within, aspect)).toEqual(expected);
  });

  test.each([
    [5.4, -3.6, { left: 65, top: 6 }],
    [-999, 999, { left: 0, top: 20 }],
    [999, -999, { left: 120, top: 0 }],
  ])("moved by %d, %d it stays inside", (dx, dy, expected) => {
    expect(moveBox(box, dx, dy, size)).toEqual({ ...box, ...expected });
  });

  test.each([
    [box, 10, 1, { left: 55, top: 5, width: 90, height: 90 }],
    [box, 999, 1, { left: 50, top: 0, width: 100, height: 100 }],
    [box, -999, 1, { left: 96, top: 46, width: SMALLEST, height: SMALLEST }],
    [wide, 20, 2, { left: 30, top: 15, width: 140, height: 70 }],
    [wide, 999, 2, { left: 0, top: 0, width: 200, height: 100 }],
    [wide, -999, 2, { left: 96, top: 48, width: SMALLEST, height: SMALLEST / 2 }],
  ])("%o grown by %d keeps its middle and its aspect %d", (from, by, aspect, expected) => {
    expect(growBox(from, by, size, aspect)).toEqual(expected);
  });

  test.each([
    ["tl", -6, -6, { left: 54, top: 4, width: 86, height: 86 }],
    ["tl", -999, -999, { left: 50, top: 0, width: 90, height: 90 }],
    ["br", 999, 999, { left: 60, top: 10, width: 90, height: 90 }],
    ["tr", -20, 20, { left: 60, top: 30, width: 60, height: 60 }],
    ["bl", 999, -999, { left: 132, top: 10, width: SMALLEST, height: SMALLEST }],
  ] as const)("drawn at %s by %d, %d it keeps the corner across", (corner, dx, dy, expected) => {
    expect(dragCorner(box, corner, dx, dy, size, 1)).toEqual(expected);
  });

  test.each([
    ["br", 20, 10, { ...wide, width: 140, height: 70 }],
    ["br", 999, 999, { ...wide, width: 160, height: 80 }],
    ["tl", 20, 10, { left: 60, top: 30, width: 100, height: 50 }],
  ] as const)("a wide one drawn at %s by %d, %d stays as wide", (corner, dx, dy, expected) => {
    expect(dragCorner(wide, corner, dx, dy, size, 2)).toEqual(expected);
  });

  test.each([
    ["br", 999, { left: 60, top: 10, width: 85, height: 85 }],
    ["bl", -999, { left: 0, top: 10, width: 140, height: 140 }],
  ] as const)("drawn at %s in a narrow picture it stays inside", (corner, dx, expected) => {
    expect(dragCorner(box, corner, dx, 999, { width: 145, height: 200 }, 1)).toEqual(expected);
  });
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
  const frame = () => crop().querySelector<HTMLElement>(".frame")!;
  const names = () =>
    [...sources().querySelectorAll<HTMLElement>(".images [title]")].map(({ title }) => title);
  const chosen = () => sources().querySelector<HTMLElement>("[aria-pressed=true]")?.title;
  const isOpen = () => part<HTMLDialogElement>("dialog#crop").open;

  const openCrop = async (inputShape = model.inputShape) => {
    explained = [];
    const engine = fakeEngine();
    studio = Object.assign(document.createElement("limelight-studio"), {
      sample: "sample/",
      engine: fakeEngine({
        open: async () => ({ ...model, inputShape }),
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
    await expect.poll(() => crop().activeElement?.className).toBe("frame");
  };

  beforeEach(async () => {
    await page.viewport(360, 740);
    await openCrop();
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

  test("the frame has the shape of the model's input", async () => {
    studio.remove();
    await openCrop([24, 48, 1]);

    expect(frame().ariaValueText).toBe("160 × 80 pixels, 20 from the left, 10 from the top");
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

    await expect.poll(() => frame().ariaValueText).toBe(expected);
  });

  test("a pointer moves the frame, and draws its corners", async () => {
    frame().setPointerCapture = () => undefined; // there is no real pointer
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

    drag(frame(), -20, 5);
    await expect.poll(() => frame().ariaValueText).toContain("80 × 80 pixels, 40 from the left, 15");
    drag(crop().querySelector("[data-corner=br]")!, -30, -30);

    await expect.poll(() => frame().ariaValueText).toContain("50 × 50 pixels, 40 from the left, 15");
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
