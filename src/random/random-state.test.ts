import { describe, expect, test } from "vitest";
import { describeGolden, goldenBytes, goldenJson } from "../../test/golden.ts";
import { readNpy } from "../images/npy.ts";
import { RandomState } from "./random-state.ts";

const draw = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

// numpy.random.RandomState(seed): randint(0, 1000), then randint(0, 2, 40)
const streams: [seed: number, first: number, bits: string][] = [
  [0, 684, "1101111111001000001011001111010101101100"],
  [1, 37, "1001111100101100100010010001000111110001"],
  [42, 102, "1000100010000101110101111111100111010000"],
  [2 ** 32 - 1, 419, "0010000101101101101100111100010010001101"],
];

test.each(streams)("draws NumPy's integers and bits: seed %i", (seed, first, bits) => {
  const random = new RandomState(seed);

  expect(random.randint(1000)).toBe(first);
  expect(random.bits(40).join("")).toBe(bits);
});

test("the hundred-millionth word is NumPy's", () => {
  const random = new RandomState(0);

  random.skip(10 ** 8);

  expect(random.uint32()).toBe(2758365546);
  expect(random.draws).toBe(10 ** 8 + 1);
});

test.each([0, 1, 600, 623, 624, 625, 2000])("skipping %i words is as drawing them", (count) => {
  const drawn = new RandomState(7);
  const skipped = new RandomState(7);

  drawn.bits(5);
  skipped.skip(5);
  draw(count, () => drawn.uint32());
  skipped.skip(count);

  expect(skipped.uint32()).toBe(drawn.uint32());
  expect(skipped.draws).toBe(drawn.draws);
});

test("bits drawn in parts are the bits drawn at once", () => {
  const parts = new RandomState(3);
  const whole = new RandomState(3);

  const joined = [1, 700, 0, 623, 676].flatMap((count) => [...parts.bits(count)]);

  expect(joined).toEqual([...whole.bits(2000)]);
});

test("one outcome costs no word, a rejected word counts", () => {
  const random = new RandomState(0);

  expect(random.randint(1)).toBe(0);
  expect(random.draws).toBe(0);
  draw(100, () => random.randint(513)); // of 0…1023 nearly half are rejected
  expect(random.draws).toBeGreaterThan(150);
  expect(new RandomState(0).randint(2 ** 32)).toBe(2357136044);
});

describe("refuses", () => {
  test.each([-1, 0.5, 2 ** 32, Number.NaN, Infinity])("seed %d", (seed) => {
    expect(() => new RandomState(seed)).toThrow(`seed is ${seed}`);
  });
  test.each([0, -3, 1.5, 2 ** 32 + 1])("randint(%d)", (high) => {
    expect(() => new RandomState(0).randint(high)).toThrow(`high is ${high}`);
  });
  test.each([-1, 0.5, 2 ** 40])("skipping %d", (count) => {
    expect(() => new RandomState(0).skip(count)).toThrow(`${count} random numbers to skip`);
  });
});

describeGolden("equals NumPy over long stretches", () => {
  const golden = (name: string) => Array.from(readNpy(goldenBytes(`rng/${name}.npy`)).data, Number);

  test.each([0, 7, 42, 123])("seed %i", (seed) => {
    const random = () => new RandomState(seed);
    const words = random();
    const small = random();
    const lime = random();

    expect(draw(2000, () => words.uint32())).toEqual(golden(`uint32_s${seed}`));
    expect([...random().bits(2000)]).toEqual(golden(`randint02_s${seed}`));
    expect(draw(200, () => small.randint(1000))).toEqual(golden(`randint1000_s${seed}`).slice(0, 200));
    const stream = golden(`lime_seed_then_bits_s${seed}`);
    expect([lime.randint(1000), ...lime.bits(stream.length - 1)]).toEqual(stream);
  });

  const { mt } = goldenJson("closed-form/rng.json");
  test.each(Object.keys(mt))("closed-form streams, seed %s", (seed) => {
    const { raw, first, then_bits, then_0_999 } = mt[seed];
    const words = new RandomState(Number(seed));
    const random = new RandomState(Number(seed));

    expect(draw(raw.length, () => words.uint32())).toEqual(raw);
    expect(random.randint(1000)).toBe(first);
    expect(random.bits(then_bits.length).join("")).toBe(then_bits);
    expect(draw(then_0_999.length, () => random.randint(1000))).toEqual(then_0_999);
  });
});
