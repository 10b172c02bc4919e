import { expect, test } from "vitest";
import { describeGolden, goldenBytes, goldenJson } from "../../test/golden.ts";
import { readNpy } from "../images/npy.ts";
import { defaultRng } from "./pcg64.ts";

test("the words are NumPy's", () => {
  const rng = defaultRng(42);

  expect([1, 2, 3].map(() => rng.uint64())).toEqual([
    0xc621fbcd16d92688n,
    0x705a5661a791ffc1n,
    0xdbcd12c26eda1624n,
  ]);
});

const normals: [seed: number, values: number[]][] = [
  [42, [3.0471707975443136e-6, -1.0399841062404956e-5, 7.504511958064573e-6, 9.40564716391214e-6]],
  [684, [2.7753766146785875e-5, -6.729184478247328e-6, 4.9293045151346985e-6, -8.65229750506628e-6]],
];

test.each(normals)("the normal numbers from seed %i are NumPy's", (seed, values) => {
  const rng = defaultRng(seed);

  expect(values.map(() => 1e-5 * rng.normal())).toEqual(values);
});

test("normal numbers have the moments of a normal distribution, far out too", () => {
  const rng = defaultRng(1);
  const count = 100_000;
  let [sum, squares, outside] = [0, 0, 0];

  for (let i = 0; i < count; i++) {
    const x = rng.normal();
    sum += x;
    squares += x * x;
    if (Math.abs(x) > 3.7) outside++;
  }

  expect(Math.abs(sum / count)).toBeLessThan(0.01);
  expect(Math.abs(squares / count - 1)).toBeLessThan(0.02);
  expect(outside / count).toBeGreaterThan(1e-4);
  expect(outside / count).toBeLessThan(4e-4);
});

test.each([-1, 0.5, 2 ** 53, Number.NaN])("seed %d is refused", (seed) => {
  expect(() => defaultRng(seed)).toThrow(`seed is ${seed}; a whole number`);
});

describeGolden("NumPy's own streams", () => {
  const stream = (name: string) => readNpy(goldenBytes(`rng/${name}.npy`)).data;

  test.each([0, 7, 42, 123])("are equal from seed %i", (seed) => {
    const words = [...(stream(`pcg64_uint64_s${seed}`) as BigUint64Array)];
    const normal = [...(stream(`pcg64_normal_s${seed}`) as Float64Array)];

    const [a, b] = [defaultRng(seed), defaultRng(seed)];

    expect(words.map(() => a.uint64())).toEqual(words);
    expect(normal.map(() => 1e-5 * b.normal())).toEqual(normal);
  });

  test("are equal for the seeds of the closed form", () => {
    const { pcg } = goldenJson("closed-form/rng.json");

    for (const seed of Object.keys(pcg)) {
      const [a, b, c] = Array.from({ length: 3 }, () => defaultRng(Number(seed)));
      const { raw_hex, normal_1e5, random } = pcg[seed];
      expect(raw_hex.map(() => a.uint64().toString(16).padStart(16, "0"))).toEqual(raw_hex);
      expect(normal_1e5.map(() => 1e-5 * b.normal())).toEqual(normal_1e5);
      expect(random.map(() => c.random())).toEqual(random);
    }
  });
});
