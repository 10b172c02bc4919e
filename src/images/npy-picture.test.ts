import { expect, test } from "vitest";
import { EngineError } from "../errors.ts";
import { type NpyData, writeNpy } from "./npy.ts";
import { npyPicture } from "./npy-picture.ts";

test.each<[name: string, data: NpyData, range: [number, number]]>([
  ["bytes", Uint8Array.of(0, 1, 255, 7), [0, 255]],
  ["64-bit whole numbers of a picture", BigInt64Array.of(0n, 1n, 255n, 7n), [0, 255]],
  ["floats from 0 to 1", Float32Array.of(0, 0.5, 1, 0.25), [0, 1]],
  ["floats from -1 to 1", Float64Array.of(-1, 0.5, 1, 0), [-1, 1]],
  ["floats from 0 to 255", Float64Array.of(0, 1.5, 255, 0), [0, 255]],
  ["floats around 0 beyond 1", Float64Array.of(-3, 1.5, 2, 0), [0, 255]],
])("%s", (_, data, range) => {
  const picture = npyPicture(writeNpy([2, 2], data));

  expect(picture).toMatchObject({ height: 2, width: 2, channels: 1, range });
  expect([...picture.data]).toEqual([...data].map(Number));
  expect(picture.data).toBeInstanceOf(/float/.test(_) ? Float64Array : Uint8Array);
});

test.each([
  [[3, 2], 1],
  [[3, 2, 1], 1],
  [[3, 2, 3], 3],
])("shape [%s] has %i channels", (shape, channels) => {
  const size = shape.reduce((a, b) => a * b);

  expect(npyPicture(writeNpy(shape, new Uint8Array(size)))).toMatchObject({ height: 3, width: 2, channels });
});

test.each<[says: string, shape: number[], data: NpyData]>([
  ["shape [4]", [4], new Uint8Array(4)],
  ["shape [1, 2, 2, 1]", [1, 2, 2, 1], new Uint8Array(4)],
  ["shape [1, 1, 4]", [1, 1, 4], new Uint8Array(4)],
  ["a picture of 2x0 pixels", [0, 2], new Uint8Array(0)],
  ["such as 256", [1, 2], Uint16Array.of(255, 256)],
  ["such as -1", [1, 2], Int8Array.of(0, -1)],
  ["a value that is NaN", [1, 2], Float32Array.of(0, Number.NaN)],
])("refuses %s", (says, shape, data) => {
  expect(() => npyPicture(writeNpy(shape, data), "face.npy")).toThrow(says);
  expect(() => npyPicture(writeNpy(shape, data), "face.npy")).toThrow(EngineError);
});
