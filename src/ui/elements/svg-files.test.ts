import { expect, test } from "vitest";
import { limeResult, picture } from "../../../test/fake-engine.ts";
import { confusionSvg } from "../../data/confusion-files.ts";
import { curvesSvg } from "../../histories/curves-files.ts";
import { usualLook } from "../drawing/tint.ts";
import { limeSvg } from "../saving/save-lime-svg.ts";
import { catalogue } from "../strings/strings.ts";

/** With characters that XML has no place for, even as numbers. */
const NAME = `<b onload="x">&amp; ]]> 快樂 '"\0\x07\x1b\ufffe\ud800`;

const lime = limeResult(1000, true);
const classes = [NAME, "sad"];

test.each([
  [
    "LIME",
    limeSvg(catalogue.en, {
      ...{ result: { ...lime, classes: lime.classes.map(() => NAME) }, picture, classIndex: 1 },
      ...{ explanation: lime.explanations[1], look: usualLook },
    }),
  ],
  [
    "curves",
    curvesSvg({
      runs: [
        {
          ...{ name: NAME, epochs: 2 },
          curves: [{ metric: NAME, split: "training", values: [1, Number.NaN] }],
          best: { epoch: 1, metric: NAME, split: "training", value: 1 },
        },
      ],
      warnings: [],
    }),
  ],
  [
    "the confusion matrix",
    confusionSvg({
      ...{
        classes,
        matrix: [
          [2, 1],
          [0, 3],
        ],
        normalised: [
          [2 / 3, 1 / 3],
          [0, 1],
        ],
      }, // prettier-ignore
    }),
  ],
])("the SVG of %s is XML, whatever names are, and asks for nothing from elsewhere", (_, text) => {
  const read = new DOMParser().parseFromString(text, "image/svg+xml");

  expect(read.querySelector("parsererror")).toBeNull();
  expect(read.documentElement.namespaceURI).toBe("http://www.w3.org/2000/svg");
  const all = [...read.querySelectorAll("*")];
  expect(
    all.filter(({ localName }) => ["b", "script", "foreignObject", "style"].includes(localName)),
  ).toEqual([]);
  for (const { name, value } of all.flatMap(({ attributes }) => [...attributes])) {
    expect(name).not.toMatch(/^on/);
    if (/href$|^src$/.test(name)) expect(value).toMatch(/^(data:image\/|#)/);
    else if (!name.startsWith("xmlns")) expect(value).not.toMatch(/url\((?!#)|https?:/);
  }
});
