import { expect, test } from "vitest";
import { describeGolden, goldenBytes, goldenJson } from "../../test/golden.ts";
import { readNpy } from "../images/npy.ts";
import { defaultRng } from "./pcg64.ts";

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

test("draws NumPy's 64-bit words", () => {
  const { uint64 } = defaultRng(42);

  expect(draw(3, uint64)).toEqual([0xc621fbcd16d92688n, 0x705a5661a791ffc1n, 0xdbcd12c26eda1624n]);
});

test("takes a seed of more than 32 bits as NumPy does", () => {
  expect(defaultRng(2 ** 40 + 5).uint64()).toBe(0x1369aef039fedebn);
});

const normals: [seed: number, scaled: number[]][] = [
  [42, [3.0471707975443136e-6, -1.0399841062404956e-5, 7.504511958064573e-6, 9.40564716391214e-6]],
  [684, [2.7753766146785875e-5, -6.729184478247328e-6, 4.9293045151346985e-6, -8.65229750506628e-6]],
];

test.each(normals)("draws NumPy's normal numbers: seed %i", (seed, scaled) => {
  const { normal } = defaultRng(seed);

  expect(draw(4, () => normal() * 1e-5)).toEqual(scaled);
});

test("normal numbers have the tails they should", () => {
  const { normal } = defaultRng(0);

  const drawn = draw(100_000, normal);

  expect(drawn.reduce((sum, x) => sum + x * x, 0) / drawn.length).toBeCloseTo(1, 2);
  expect(drawn.filter((x) => x > 3.6541528853610088).length).toBe(19);
  expect(drawn.filter((x) => x < -3.6541528853610088).length).toBe(15);
});

test.each([-1, 0.5, 2 ** 53, Number.NaN])("refuses seed %d", (seed) => {
  expect(() => defaultRng(seed)).toThrow(`seed is ${seed}`);
});

describeGolden("equals NumPy over long stretches", () => {
  test.each([0, 7, 42, 123])("seed %i", (seed) => {
    const words = defaultRng(seed);
    const noise = defaultRng(seed);
    const uint64s = readNpy(goldenBytes(`rng/pcg64_uint64_s${seed}.npy`)).data;
    const normals = readNpy(goldenBytes(`rng/pcg64_normal_s${seed}.npy`)).data;

    expect(draw(uint64s.length, words.uint64)).toEqual(Array.from(uint64s as BigUint64Array));
    expect(draw(normals.length, () => noise.normal() * 1e-5)).toEqual(Array.from(normals, Number));
  });

  const { pcg } = goldenJson("closed-form/rng.json");
  test.each(Object.keys(pcg))("closed-form streams, seed %s", (seed) => {
    const { raw_hex, normal_1e5, random } = pcg[seed];
    const [words, noise, reals] = draw(3, () => defaultRng(Number(seed)));

    expect(draw(raw_hex.length, words.uint64)).toEqual(raw_hex.map((hex: string) => BigInt(`0x${hex}`)));
    expect(draw(normal_1e5.length, () => noise.normal() * 1e-5)).toEqual(normal_1e5);
    expect(draw(random.length, reals.random)).toEqual(random);
  });
});
