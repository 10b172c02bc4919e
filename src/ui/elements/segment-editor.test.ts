import axe from "axe-core";
import { html, render } from "lit";
import { afterEach, describe, expect, test } from "vitest";
import type { GivenLabels, Segments } from "../../explainers/segmentation/segmentation.ts";
import "../define.ts";
import { picture, segments } from "../../../test/fake-engine.ts";
import { areTogether, drawSegment, mergeSegments } from "./edit-segments.ts";

const place = document.createElement("div");
place.style.width = "480px";
document.body.append(place);

afterEach(() => render(undefined, place));

/** 0 0 1 / 2 3 1 / 2 4 4 */
const few: Segments = { height: 3, width: 3, count: 5, labels: Uint32Array.of(0, 0, 1, 2, 3, 1, 2, 4, 4) };

describe("label maps", () => {
  test("merged superpixels are one, and labels stay ranks", () => {
    expect(mergeSegments(few, new Set([1, 3]))).toEqual({
      ...few,
      count: 4,
      labels: Uint32Array.of(0, 0, 1, 2, 1, 1, 2, 3, 3),
    });
  });

  test.each([
    [[0, 1], true],
    [[0, 2, 4], true], // 2 is beside both
    [[1, 2], false], // at the ends of two rows
    [[0, 4], false],
    [[3], true],
  ])("%j are together: %s", (chosen, expected) => {
    expect(areTogether(few, new Set(chosen))).toBe(expected);
  });

  test("what is drawn is a superpixel of its own; what it covers whole is gone", () => {
    expect(drawSegment(few, [0.2, 0.2, 2.2, 0.2, 2.2, 1.8, 0.2, 1.8]).labels).toEqual(
      Uint32Array.of(3, 3, 0, 3, 3, 0, 1, 2, 2),
    );
    expect(drawSegment(few, [0.1, 0.1, 0.3, 0.1, 0.3, 0.3])).toBe(few);
  });
});

async function show() {
  const heard: (GivenLabels | undefined)[] = [];
  render(
    html`<limelight-segment-editor
      .picture=${picture}
      .segments=${segments}
      @limelight-segments=${(event: CustomEvent<{ segments: GivenLabels | undefined }>) => heard.push(event.detail.segments)}
    ></limelight-segment-editor>`,
    place,
  );
  const element = place.querySelector("limelight-segment-editor")!;
  await element.updateComplete;
  const one = <E extends HTMLElement>(selector: string) => element.shadowRoot!.querySelector<E>(selector)!;
  one("canvas").setPointerCapture = () => undefined; // there is no real pointer
  const point = async (type: string, x: number, y: number) => {
    const box = one("canvas").getBoundingClientRect();
    const [clientX, clientY] = [box.left + x * box.width, box.top + y * box.height];
    one("canvas").dispatchEvent(new PointerEvent(type, { clientX, clientY, bubbles: true }));
    await element.updateComplete;
  };
  const press = async (key: string) => {
    one("canvas").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await element.updateComplete;
  };
  return { element, one, point, press, heard };
}

test("by keyboard two neighbours are merged and explained; reset takes it back", async () => {
  const { element, one, press, heard } = await show();
  expect(one<HTMLButtonElement>("#explain").disabled).toBe(true);

  await press("ArrowRight");
  await press(" ");
  expect(one<HTMLButtonElement>("#merge").disabled).toBe(true);
  await press("ArrowRight");
  await press("Enter");
  one("#merge").click();
  await element.updateComplete;
  one("#explain").click();

  expect(one("[role=status]").innerText).toBe("0 of 15 superpixels chosen");
  expect(heard[0]).toEqual({
    ...{ algorithm: "labels", height: 24, width: 24 },
    labels: segments.labels.map((label) => Math.max(0, label - 1)),
  });
  one("#reset").click();
  await element.updateComplete;
  expect(heard[1]).toBeUndefined();
  expect(one("[role=status]").innerText).toBe("0 of 16 superpixels chosen");
});

test("a click chooses, a line drawn around makes one more", async () => {
  const { one, point } = await show();

  await point("pointerdown", 0.1, 0.1);
  await point("pointerup", 0.1, 0.1);
  expect(one("[role=status]").innerText).toBe("1 of 16 superpixels chosen");

  await point("pointerdown", 0.4, 0.4);
  for (const [x, y] of [
    [0.6, 0.4],
    [0.6, 0.6],
    [0.4, 0.6],
  ] as const)
    await point("pointermove", x, y);
  await point("pointerup", 0.4, 0.6);
  expect(one("[role=status]").innerText).toBe("0 of 17 superpixels chosen");
});

test.each(["en", "zh-Hant"])("axe finds nothing (%s)", async (lang) => {
  place.lang = lang;
  await show();

  const { violations } = await axe.run(place, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  place.removeAttribute("lang");
});
