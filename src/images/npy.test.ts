import { expect, test } from "vitest";
import { describeGolden, goldenBytes } from "../../test/golden.ts";
import { isNpy, type NpyData, readNpy, writeNpy } from "./npy.ts";

test.each<[type: string, data: NpyData]>([
  ["|u1", Uint8Array.of(0, 255)],
  ["|i1", Int8Array.of(-128, 127)],
  ["<u2", Uint16Array.of(0, 65535)],
  ["<i4", Int32Array.of(-(2 ** 31), 2 ** 31 - 1)],
  ["<u8", BigUint64Array.of(0n, 2n ** 64n - 1n)],
  ["<f4", Float32Array.of(0.1, -0)],
  ["<f8", Float64Array.of(0.1, Number.NaN)],
])("what is written as %s is read again", (type, data) => {
  expect(readNpy(writeNpy([1, 2], data))).toEqual({ type, shape: [1, 2], data });
});

test.each([[[]], [[3]], [[3, 1]], [[1, 3, 1]]])("shape [%s]", (shape: number[]) => {
  const size = shape.reduce((a, b) => a * b, 1);

  expect(readNpy(writeNpy(shape, new Float64Array(size))).shape).toEqual(shape);
});

test("a Buffer of Node, which shares its memory with others, is read alike", () => {
  const shared = Buffer.from(writeNpy([3], Float64Array.of(1, 2, 3)));

  expect(readNpy(shared).data).toEqual(Float64Array.of(1, 2, 3));
});

test("the numbers begin at a multiple of 64 bytes, as numpy.load wants them to be mapped", () => {
  expect((writeNpy([2, 3], new Float32Array(6)).length - 24) % 64).toBe(0);
});

test.each([
  ["not one at all", (b: Uint8Array) => b.fill(0, 0, 6), "does not begin as one"],
  ["cut off in its header", (b: Uint8Array) => b.subarray(0, 40), "cut off in its header"],
  ["cut off in its numbers", (b: Uint8Array) => b.subarray(0, -1), "needs 16 bytes, it has 15"],
  ["big-endian", (b: Uint8Array) => replace(b, "<f8", ">f8"), "type '>f8'"],
  ["of objects", (b: Uint8Array) => replace(b, "<f8", "|O "), "type '|O '"],
  ["in Fortran order", (b: Uint8Array) => replace(b, "False", "True "), "Fortran order"],
  ["without a shape", (b: Uint8Array) => replace(b, "shape", "shepa"), "its header is"],
  ["of a huge shape", (b: Uint8Array) => replace(b, "(2,), }   ", "(9999999),"), "needs 79999992 bytes"],
])("refuses a file %s", (_, spoil, says) => {
  expect(() => readNpy(spoil(writeNpy([2], Float64Array.of(1, 2))))).toThrow(says);
});

describeGolden("files of NumPy", () => {
  test.each([
    ["images/fer70.npy", "|u1", [70, 48, 48]],
    ["images/astronaut_128.npy", "|u1", [128, 128, 3]],
  ])("%s", (path, type, shape) => {
    const bytes = goldenBytes(path);

    const array = readNpy(bytes);

    expect(isNpy(bytes)).toBe(true);
    expect(array).toMatchObject({ type, shape });
    expect(writeNpy(array.shape, array.data)).toEqual(bytes);
  });
});

function replace(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte))
    .join("")
    .replace(from, to);
  return Uint8Array.from(text, (c) => c.charCodeAt(0));
}
