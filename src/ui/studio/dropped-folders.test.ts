import { expect, test } from "vitest";
import { droppedFolders, filesWithin, isModelFolder } from "./dropped-folders.ts";

/** A file of a folder as browsers give it; `broken` ones cannot be read. */
const file = (fullPath: string, broken = false): FileSystemEntry => {
  const name = fullPath.split("/").at(-1)!;
  const give = (resolve: (file: File) => void, reject: (error: Error) => void) =>
    broken ? reject(new Error("gone")) : resolve(new File(["x"], name));
  return { isDirectory: false, isFile: true, name, fullPath, file: give } as unknown as FileSystemEntry;
};

/** A folder whose entries come two at a time; without `children` it cannot be read. */
const folder = (fullPath: string, children?: readonly FileSystemEntry[]): FileSystemEntry => {
  const createReader = () => {
    let at = 0;
    return {
      readEntries(resolve: (some: FileSystemEntry[]) => void, reject: (error: Error) => void) {
        if (!children) return reject(new Error("no"));
        resolve(children.slice(at, at + 2));
        at += 2;
      },
    };
  };
  const name = fullPath.split("/").at(-1)!;
  return { isDirectory: true, isFile: false, name, fullPath, createReader } as unknown as FileSystemEntry;
};

const items = (...entries: FileSystemEntry[]) =>
  ({ items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })) }) as unknown as DataTransfer;

test("all files of a folder come with their paths, however deep; what cannot be read is empty", async () => {
  const happy = folder(
    "/set/happy",
    ["a", "b", "c"].map((name) => file(`/set/happy/${name}.png`)),
  );
  const sad = folder("/set/sad", [file("/set/sad/d.png", true)]);
  const entries = droppedFolders(items(folder("/set", [happy, sad, folder("/set/locked")])))!;

  const files = await filesWithin(entries);

  expect(files.map(({ webkitRelativePath, size }) => [webkitRelativePath, size])).toEqual([
    ["set/happy/a.png", 1],
    ["set/happy/b.png", 1],
    ["set/happy/c.png", 1],
    ["set/sad/d.png", 0],
    ["set/locked", 0],
  ]);
});

test("files alone are no folder", () => {
  expect(droppedFolders(items(file("/a.png"), file("/b.png")))).toBeUndefined();
});

test.each([
  [true, ["model.json", "group1-shard1of1.bin"]],
  [false, ["a.png", "notes.json"]],
  [false, ["fer.csv"]],
])("a model is told from a data set: %s, %s", (isModel, names) => {
  expect(isModelFolder(names.map((name) => new File([], name)))).toBe(isModel);
});
