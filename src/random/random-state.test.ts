import { expect, test } from "vitest";
import { describeGolden, goldenBytes, goldenJson } from "../../test/golden.ts";
import { readNpy } from "../images/npy.ts";
import { RandomState } from "./random-state.ts";

const starts: [seed: number, first: number, bits: string][] = [
  [0, 684, "1101111111001000001011001111010101101100"],
  [1, 37, "1001111100101100100010010001000111110001"],
  [42, 102, "1000100010000101110101111111100111010000"],
];

test.each(starts)("seed %i begins as NumPy's stream", (seed, first, bits) => {
  const random = new RandomState(seed);

  expect(random.randint(1000)).toBe(first);
  expect(random.bits(40).join("")).toBe(bits);
});

test("the stream is the same in pieces of any size", () => {
  const whole = new RandomState(7).bits(3000);
  const random = new RandomState(7);

  const pieces = [1, 622, 2, 624, 1751].flatMap((count) => [...random.bits(count)]);

  expect(pieces).toEqual([...whole]);
});

test.each([0, 1, 623, 624, 625, 5000])("skipping %i words is as good as drawing them", (count) => {
  const [drawn, skipped] = [new RandomState(3), new RandomState(3)];

  for (let i = 0; i < count; i++) drawn.uint32();
  skipped.skip(count);

  expect(skipped.draws).toBe(count);
  expect(skipped.uint32()).toBe(drawn.uint32());
});

test("words that randint throws away count as drawn", () => {
  const random = new RandomState(0);

  const values = Array.from({ length: 1000 }, () => random.randint(5));

  expect(Math.max(...values)).toBe(4);
  expect(random.draws).toBeGreaterThan(1400);
});

test("randint of one number draws nothing", () => {
  const random = new RandomState(0);

  expect(random.randint(1)).toBe(0);
  expect(random.draws).toBe(0);
});

test("randint of 2^32 gives every word as it is", () => {
  expect(new RandomState(42).randint(2 ** 32)).toBe(1608637542);
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])("seed %d is refused", (seed) => {
  expect(() => new RandomState(seed)).toThrow(`seed is ${seed}; a whole number from 0 to 4294967295`);
});

test.each([0, -3, 1.5, 2 ** 33])("randint of %d is refused", (high) => {
  expect(() => new RandomState(0).randint(high)).toThrow(`high is ${high}`);
});

test("skipping for minutes is refused", () => {
  expect(() => new RandomState(0).skip(2 ** 40)).toThrow("random numbers to skip");
});

describeGolden("NumPy's own streams", () => {
  const stream = (name: string) => Array.from(readNpy(goldenBytes(`rng/${name}.npy`)).data, Number);

  test.each([0, 7, 42, 123])("are equal from seed %i", (seed) => {
    const words = stream(`uint32_s${seed}`);
    const bits = stream(`randint02_s${seed}`);
    const thousands = stream(`randint1000_s${seed}`);
    const [first, ...then] = stream(`lime_seed_then_bits_s${seed}`);

    const [a, b, c, d] = Array.from({ length: 4 }, () => new RandomState(seed));

    expect(words.map(() => a.uint32())).toEqual(words);
    expect([...b.bits(bits.length)]).toEqual(bits);
    expect(thousands.map(() => c.randint(1000))).toEqual(thousands);
    expect(d.randint(1000)).toBe(first);
    expect([...d.bits(then.length)]).toEqual(then);
  });

  test("are equal for the seeds of the closed form", () => {
    const { mt } = goldenJson("closed-form/rng.json");

    for (const seed of Object.keys(mt)) {
      const { raw, first, then_bits, then_0_999 } = mt[seed];
      const words = new RandomState(Number(seed));
      const random = new RandomState(Number(seed));
      expect(raw.map(() => words.uint32())).toEqual(raw);
      expect(random.randint(1000)).toBe(first);
      expect(random.bits(then_bits.length).join("")).toBe(then_bits);
      expect(then_0_999.map(() => random.randint(1000))).toEqual(then_0_999);
    }
  });
});
