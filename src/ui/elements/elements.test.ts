import { html } from "lit";
import { expect, test } from "vitest";
import "../define.ts";
import { limeResult, model, picture, probabilities, segments } from "../../../test/fake-engine.ts";
import { press, show, speak } from "../../../test/page.ts";
import { usualLook } from "../drawing/tint.ts";

const [explanation] = Object.values(limeResult(1000, true).explanations);
/** What a list box option is called: its text, less what is hidden from those who listen. */
const spoken = (row: HTMLElement) =>
  [...row.children]
    .filter((child) => !child.ariaHidden)
    .map((child) => child.textContent!.trim())
    .filter(Boolean)
    .join(" ");

const prediction = html`
  <limelight-prediction .classes=${model.classes} .probabilities=${probabilities} .selected=${1}></limelight-prediction>
`;
const weights = (pointed?: number) => html`
  <limelight-weights .explanation=${explanation} .target=${"happy"} .pointed=${pointed}></limelight-weights>
`;
const superpixels = (pointed?: number) => html`
  <limelight-superpixels
    style="width: 240px"
    .picture=${picture}
    .segments=${segments}
    .explanation=${explanation}
    .target=${"happy"}
    .look=${usualLook}
    .pointed=${pointed}
  ></limelight-superpixels>
`;

test("classes stand by probability; names are text, never HTML", async () => {
  const { all } = await show(prediction, "limelight-select");

  expect(all("button").map(({ innerText }) => innerText.split("\n")[0])).toEqual([
    "<b>happy</b>",
    "calm",
    "sad",
  ]);
  expect(all("b")).toEqual([]);
  expect(all("[aria-pressed=true]")).toHaveLength(1);
});

test("choosing a class says which", async () => {
  const { all, heard } = await show(prediction, "limelight-select");

  all("button")[1].click();

  expect(heard).toEqual([{ classIndex: 0 }]);
});

test("of many classes ten are shown, the chosen one among them", async () => {
  const many = Array.from({ length: 50 }, (_, i) => 1 / (i + 1));
  const names = many.map((_, i) => `class ${i}`);
  const { all } = await show(
    html`<limelight-prediction .classes=${names} .probabilities=${many} .selected=${40}></limelight-prediction>`,
    "limelight-select",
  );

  expect(all(".name").map(({ innerText }) => innerText)).toEqual([...names.slice(0, 9), "class 40"]);
});

test("a row of the list is the same choice as its superpixel: arrows move, one stop for Tab", async () => {
  const { all, heard, one } = await show(weights(), "limelight-point");
  const rows = all("[role=option]");

  rows[0].focus();
  press(rows[0], "ArrowDown");
  press(one(":focus"), "End");

  expect(rows.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1, -1]);
  expect(heard.filter((detail) => detail.segment !== undefined)).toEqual([
    { segment: 5 },
    { segment: 6 },
    { segment: 15 },
  ]);
});

test("rows show a value with its error, and are named in full", async () => {
  const { all } = await show(weights(10), "limelight-point");
  const [first, , third, last] = all("[role=option]");

  expect(first.innerText.replace(/\s+/g, " ")).toContain("+0.400 ± 0.005");
  expect(third.getAttribute("aria-selected")).toBe("true");
  expect(spoken(third)).toBe("Superpixel 10 lowers happy −0.200 ± 0.005");
  expect(spoken(last)).toBe("Superpixel 15: no sure effect on happy +0.010 ± 0.006");
});

test("speaks the nearest language, and changes with it", async () => {
  const { one } = await show(weights(), "limelight-point");
  expect(one("h2").innerText).toBe("Superpixels by weight");

  await speak("zh-Hant");

  expect(one("h2").innerText).toBe("超像素權重排序");
});

test("the picture has a summary in words", async () => {
  const { one } = await show(superpixels(), "limelight-point");

  expect(one("canvas").getAttribute("aria-label")).toBe(
    "4 superpixels: 2 raise happy, 1 lower it, the rest make no sure difference",
  );
});

test("pointing at the picture says which superpixel, and only when it is another one", async () => {
  const { one, heard } = await show(superpixels(), "limelight-point");
  const canvas = one("canvas");
  const { left, top } = canvas.getBoundingClientRect();
  const move = (x: number, y: number) =>
    canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: left + x, clientY: top + y }));

  move(70, 70); // cells are 60 pixels wide

  expect(heard).toEqual([{ segment: 5 }]);
});

test("arrow keys on the picture go by weight", async () => {
  const { one, heard } = await show(superpixels(5), "limelight-point");

  press(one("canvas"), "ArrowRight");
  press(one("canvas"), "ArrowLeft");

  expect(heard).toEqual([{ segment: 6 }]); // already at the first
});

test("orange raises, blue lowers, and what is not sure is clear", async () => {
  const { one, change } = await show(superpixels(), "limelight-point");
  await new Promise(requestAnimationFrame);
  const before = colour(5);
  const cold = colour(10);
  const clear = colour(15);

  await change({ explanation: undefined });
  const gray = colour(15);

  expect(before.red - before.blue).toBeGreaterThan(60);
  expect(cold.blue - cold.red).toBeGreaterThan(60);
  expect(clear).toEqual(gray);

  /** The mean of the upper left of a superpixel, where neither outline nor number is. */
  function colour(segment: number) {
    const canvas = one<HTMLCanvasElement>("canvas");
    const cell = canvas.width / 4;
    const [x, y] = [(segment % 4) * cell + cell * 0.1, Math.floor(segment / 4) * cell + cell * 0.1];
    const { data } = canvas.getContext("2d")!.getImageData(x, y, cell * 0.2, cell * 0.2);
    const mean = (c: number) =>
      data.filter((_, i) => i % 4 === c).reduce((sum, v) => sum + v, 0) / (data.length / 4);
    return { red: mean(0), green: mean(1), blue: mean(2) };
  }
});

test("the run bar tells how far, how fast and how long", async () => {
  const { element, one, heard } = await show(
    html`<limelight-run-bar state="running" samples="384" total="1000" speed="1240"></limelight-run-bar>`,
    "limelight-cancel",
  );

  one("#cancel").click();

  expect(element.shadowRoot!.textContent!.replace(/\s+/g, " ")).toContain(
    "LIME 384 of 1,000 1,240 samples/s 0.5 s left",
  );
  expect(one("[role=progressbar]").getAttribute("aria-valuenow")).toBe("38");
  expect(heard).toHaveLength(1);
});

test("files dropped on an element inside arrive, told apart", async () => {
  const { element, heard } = await show(
    html`<limelight-drop><p>here</p></limelight-drop>`,
    "limelight-files",
  );
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["x"], "face.png"));
  dataTransfer.items.add(new File(["x"], "model.h5"));

  element
    .querySelector("p")!
    .dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  await expect.poll(() => heard.length).toBe(1);

  expect(heard[0].images.map(({ name }) => name)).toEqual(["face.png"]);
  expect(heard[0].model.map(({ name }) => name)).toEqual(["model.h5"]);
});

test("a superpixel is hidden and shown again from its row and from the picture", async () => {
  const row = await show(weights(), "limelight-toggle");
  row.all("[role=option]")[1].click();
  press(row.all("[role=option]")[0], " ");
  const canvas = await show(superpixels(10), "limelight-toggle");
  canvas.one("canvas").click();
  press(canvas.one("canvas"), "Enter");

  expect(row.heard.slice(0, 2)).toEqual([{ segment: 6 }, { segment: 5 }]);
  expect(canvas.heard).toEqual([{ segment: 10 }, { segment: 10 }]);
});

test("a hidden superpixel's row is unticked", async () => {
  const { all } = await show(
    html`<limelight-weights .explanation=${explanation} .target=${"happy"} .hiddenSegments=${new Set([6])}></limelight-weights>`,
    "limelight-toggle",
  );

  expect(all("[role=option]").map((row) => row.ariaChecked)).toEqual(["true", "false", "true", "true"]);
});
