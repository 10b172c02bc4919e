import { describe, expect, test } from "vitest";
import { EXPRESSIONS, PARTS, SHAPES, type Shape, shapeOf, TOLD_BY } from "./expressions.ts";
import { drawFace, SIDE } from "./face.ts";
import { BUNDLED, expressionOf, numbersOf, SETS } from "./sets.ts";

const lengths = Object.keys(SHAPES) as (keyof Shape)[];
const isApart = (name: keyof Shape, a: Shape, b: Shape) => a[name][1] < b[name][0] || b[name][1] < a[name][0];

test("a seed always draws the same face, and another seed another", () => {
  const [first, again, other] = [41, 41, 42].map((seed) => drawFace("happy", seed));

  expect(again).toEqual(first);
  expect(other.pixels).not.toEqual(first.pixels);
});

test("seeds from nowhere are refused", () => {
  expect(() => drawFace("happy", -1)).toThrow("seed is -1");
});

test.each(EXPRESSIONS)("%s is told by the parts with a length that no neutral face has", (expression) => {
  const moved = lengths.filter((name) => isApart(name, shapeOf(expression), shapeOf("neutral")));
  const parts =
    expression === "neutral" ? lengths.map((name) => SHAPES[name]) : moved.map((name) => SHAPES[name]);

  expect(new Set(TOLD_BY[expression])).toEqual(new Set(parts));
});

test("any two expressions differ in a length that both cannot have", () => {
  for (const a of EXPRESSIONS)
    for (const b of EXPRESSIONS)
      if (a !== b) expect(lengths.some((name) => isApart(name, shapeOf(a), shapeOf(b)))).toBe(true);
});

/** Gray levels that blur at the edge of a part does not reach. */
const VISIBLE = 4;

describe.each(EXPRESSIONS)("%s", (expression) => {
  const faces = Array.from({ length: 40 }, (_, seed) => drawFace(expression, seed));

  test("has its parts on the head, where nothing hides them", () => {
    for (const { masks, head } of faces) for (const part of PARTS) expect(shareOf(masks[part], head)).toBe(1);
  });

  test("keeps most of each telling part to be seen", () => {
    for (const { masks } of faces)
      for (const part of TOLD_BY[expression]) expect(count(masks[part])).toBeGreaterThan(40);
  });

  // Of these seeds nothing is in front of the face, so that all that is drawn is the same but for the expression.
  test.each([4, 5, 6])("differs from the neutral face %i only where it is told", (seed) => {
    const [face, neutral] = [drawFace(expression, seed), drawFace("neutral", seed)];
    const told = (i: number) =>
      TOLD_BY[expression].some((part) => face.masks[part][i] || neutral.masks[part][i]);
    const differs = face.pixels.map((value, i) => Number(Math.abs(value - neutral.pixels[i]) > VISIBLE));

    expect(
      shareOf(
        differs,
        differs.map((_, i) => Number(told(i))),
      ),
    ).toBeGreaterThan(0.97);
    expect(count(differs)).toBeGreaterThan(expression === "neutral" ? -1 : 40);
  });
});

test("no face is in two sets, and those of the demo are held out", () => {
  const numbers = Object.values(SETS).flatMap(numbersOf);

  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbersOf(SETS.heldOut)).toEqual(expect.arrayContaining(numbersOf(BUNDLED)));
  for (const set of [...Object.values(SETS), BUNDLED])
    expect(numbersOf(set).filter((number) => expressionOf(number) === "sad")).toHaveLength(set.count / 7);
});

test("faces are bright and dark enough to see", () => {
  for (const expression of EXPRESSIONS) {
    const { pixels } = drawFace(expression, 9);
    expect(pixels).toHaveLength(SIDE * SIDE);
    expect(Math.max(...pixels) - Math.min(...pixels)).toBeGreaterThan(100);
  }
});

const count = (mask: Uint8Array): number => mask.reduce((sum, value) => sum + value, 0);

/** What share of the ones of `inner` are ones in `outer`, 1 if there are none. */
const shareOf = (inner: Uint8Array, outer: Uint8Array): number =>
  count(inner) === 0 ? 1 : count(inner.map((value, i) => value & outer[i])) / count(inner);
