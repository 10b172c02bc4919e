import { expect, test } from "vitest";
import { describeGolden, goldenJson } from "../../../test/golden.ts";
import { rgbToLab } from "./lab.ts";

const colors: [name: string, rgb: number[], lab: number[]][] = [
  ["black", [0, 0, 0], [0, 0, 0]],
  ["white", [1, 1, 1], [100, 0, 0]],
  ["red", [1, 0, 0], [53.24, 80.09, 67.2]],
  ["green", [0, 1, 0], [87.73, -86.18, 83.18]],
  ["blue", [0, 0, 1], [32.3, 79.19, -107.86]],
  ["near black, on the straight parts", [0.01, 0.01, 0.01], [0.7, 0, 0]],
];

test.each(colors)("%s has its well-known coordinates", (_, rgb, lab) => {
  const found = rgbToLab(Float64Array.from(rgb));

  for (let i = 0; i < 3; i++) expect(Math.abs(found[i] - lab[i])).toBeLessThan(0.01);
});

describeGolden("skimage.color.rgb2lab", () => {
  test("gives the same within its printed digits", () => {
    const { images, lab_A_first20 } = goldenJson("closed-form/lab_gauss.json");
    const rgb = Float64Array.from(images.A.data.slice(0, 60), (v: number) => v * (1 / 255));

    const found = rgbToLab(rgb);

    for (const [i, value] of lab_A_first20.flat().entries()) expect(found[i]).toBeCloseTo(value, 10);
  });
});
