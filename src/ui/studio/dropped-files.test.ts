import { expect, test } from "vitest";
import { sortFiles } from "./dropped-files.ts";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const file = (name: string, start: string, type = "") => new File([bytes(start)], name, { type });

test.each<[what: string, file: File, isImage: boolean]>([
  ["a PNG without a name", file("blob", "\x89PNG\r\n"), true],
  ["a JPEG under another name", file("face.txt", "\xff\xd8\xff\xe0"), true],
  ["a WebP", file("a", "RIFF\0\0\0\0WEBP"), true],
  ["a NumPy array", file("face.npy", "\x93NUMPY\x01"), true],
  ["a damaged picture, by its name", file("face.png", "no picture"), true],
  ["a picture of a kind that only the browser knows", file("face", "??", "image/x-strange"), true],
  ["a Keras model", file("model.h5", "\x89HDF\r\n"), false],
  ["a shard that begins like a picture", file("group1-shard1of1.bin", "\x89PNG"), false],
  ["something else: the engine says what", file("notes.txt", "hello"), false],
])("%s", async (_, given, isImage) => {
  const { model, images } = await sortFiles([given]);

  expect(images).toEqual(isImage ? [given] : []);
  expect(model).toEqual(isImage ? [] : [given]);
});

test("the files of one model stay together, in their order", async () => {
  const files = [file("model.json", "{}"), file("face.png", "\x89PNG"), file("a.bin", "12")];

  const { model, images } = await sortFiles(files);

  expect(model.map(({ name }) => name)).toEqual(["model.json", "a.bin"]);
  expect(images.map(({ name }) => name)).toEqual(["face.png"]);
});
