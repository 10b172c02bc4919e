import { expect, test } from "vitest";
import { describeGolden, goldenJson } from "../../../test/golden.ts";
import { gaussian } from "./gaussian.ts";

test("no blur gives the picture back", () => {
  const data = Float64Array.of(1, 2, 3, 4);

  expect(gaussian(data, 2, 2, 1, 0)).toBe(data);
});

test("a point becomes a bell, cut off at four sigma", () => {
  const size = 21;
  const data = new Float64Array(size * size);
  data[10 * size + 10] = 1;

  const found = gaussian(data, size, size, 1, 2);

  const bell = (d: number) => Math.exp((-d * d) / 8);
  const total = Array.from({ length: 17 }, (_, i) => bell(i - 8)).reduce((a, b) => a + b);
  for (const [y, x] of [
    [10, 10],
    [10, 13],
    [4, 12],
    [18, 2],
    [19, 10],
    [10, 1],
  ]) {
    // prettier-ignore
    const inside = Math.abs(y - 10) <= 8 && Math.abs(x - 10) <= 8;
    const expected = inside ? (bell(y - 10) * bell(x - 10)) / total ** 2 : 0;
    expect(found[y * size + x]).toBeCloseTo(expected, 14);
  }
});

test("channels do not mix, and edges are mirrored: what is even stays even", () => {
  const data = Float64Array.from({ length: 5 * 4 * 3 }, (_, i) => (i % 3) + 1);

  const found = gaussian(data, 5, 4, 3, 3);

  for (let i = 0; i < data.length; i++) expect(found[i]).toBeCloseTo(data[i], 14);
});

describeGolden("scipy.ndimage.gaussian_filter", () => {
  test.each(["0.5", "0.8", "1.0", "2.5"])("gives the same for sigma %s", (sigma) => {
    const { images, gauss } = goldenJson("closed-form/lab_gauss.json");
    const [height, width, channels] = images.A.shape;
    const data = Float64Array.from(images.A.data, (v: number) => v / 255);

    const found = gaussian(data, height, width, channels, Number(sigma));

    const expected: number[] = gauss[sigma].flat(3);
    const worst = Math.max(...expected.map((value, i) => Math.abs(value - found[i])));
    expect(worst).toBeLessThan(2e-16);
  });
});
