import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { ferRow, filesOf, pngEntry, readData, streamed, textEntry } from "../../test/data.ts";
import { EngineError } from "../errors.ts";
import { writeNpy } from "../images/npy.ts";
import { bytesEntry, type Entry } from "./entries.ts";
import { countSamples, type Samples, selectSamples } from "./samples.ts";

const EMOTIONS = ["angry", "disgust", "fear", "happy", "sad", "surprise", "neutral"];
const firstPixels = async (samples: Samples) =>
  Promise.all([...samples.labels.keys()].map(async (i) => (await samples.picture(i)).data[0]));
const zipped = (...entries: Entry[]) =>
  Promise.all(entries.map(async (entry) => [entry.path, await entry.read()] as const)).then((files) =>
    zipSync(Object.fromEntries(files)),
  );

test.each([
  ["as Kaggle has it", `emotion,pixels,Usage\n${ferRow(0, 7)}\n${ferRow(3, 8, "PublicTest")}\n`],
  [
    "in other columns, with blanks",
    `emotion, Usage, pixels\r\n0, Training,${ferRow("", 7).split(",")[1]}\r\n3,PublicTest,${ferRow("", 8).split(",")[1]}`,
  ],
  [
    "in quotes",
    `\uFEFF"emotion","pixels","Usage"\n"0","${ferRow("", 7).split(",")[1]}","Training"\n"3","${ferRow("", 8).split(",")[1]}","PublicTest"\n`,
  ],
])("reads FER-2013 %s", async (_, text) => {
  for (const size of [1, 7, 1000]) {
    const bytes = new TextEncoder().encode(text);
    const { samples } = await readData(filesOf(streamed("fer.csv", bytes, size)));

    expect(samples).toMatchObject({
      format: "fer-csv",
      classes: EMOTIONS,
      usages: ["Training", "PublicTest"],
    });
    expect([...samples.labels]).toEqual([0, 3]);
    expect([...samples.usageOf]).toEqual([0, 1]);
    expect(await samples.picture(1)).toMatchObject({ height: 4, width: 4, channels: 1, range: [0, 255] });
    expect(await firstPixels(samples)).toEqual([7, 8]);
  }
});

test("broken rows are counted, with their lines and reasons, and skipped", async () => {
  const good = ferRow(1, 9);
  const rows = [
    "emotion,pixels,Usage",
    good,
    "2,1 2 3,Training",
    `4,${new Array(16).fill(256).join(" ")},Training`,
    "5",
    "",
    `,${new Array(16).fill(1).join(" ")},Training`,
    "6,1 2 x 4,Training",
    `0,${new Array(9).fill(1).join(" ")},Training`,
    good,
  ];

  const { samples } = await readData(filesOf(textEntry("fer.csv", rows.join("\n"))));

  expect([...samples.labels]).toEqual([1, 1]);
  expect(samples.skipped.count).toBe(6);
  expect(samples.skipped.rows).toEqual([
    { line: 3, reason: "it has 3 pixels, the rows before 16" },
    { line: 4, reason: "pixel 0 is 256 or more; pixels go from 0 to 255" },
    { line: 5, reason: "it has 1 columns, and no pixels" },
    { line: 7, reason: "it has no label" },
    { line: 8, reason: "pixel 2 is no whole number: 'x 4'" },
    { line: 9, reason: "it has 9 pixels, the rows before 16" },
  ]);
});

test("35,887 rows are streamed: no more is held than the pixels", async () => {
  const count = 35_887;
  const row = new TextEncoder().encode(`${ferRow(3, 128, "Training", 48)}\n`);
  let made = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (made === 0) controller.enqueue(new TextEncoder().encode("emotion,pixels,Usage\n"));
      controller.enqueue(made % 1000 === 999 ? row.slice(0, 100) : row);
      if (made % 1000 === 999) controller.enqueue(Uint8Array.of(10));
      if (++made === count) controller.close();
    },
  });
  globalThis.gc?.();
  const before = process.memoryUsage();
  let most = 0;
  const entry: Entry = { path: "fer.csv", stream: async () => stream, read: () => Promise.reject() };
  const sample = setInterval(() => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    most = Math.max(most, heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers);
  }, 20);

  const { samples, progress } = await readData(filesOf(entry));
  clearInterval(sample);

  expect(samples.labels.length).toBe(count - 35);
  expect(samples.skipped).toMatchObject({
    count: 35,
    rows: expect.arrayContaining([{ line: 1001, reason: "it has 25 pixels, the rows before 2304" }]),
  });
  expect(progress.at(-1)!.bytes).toBeGreaterThan(300_000_000);
  expect(most).toBeLessThan(250e6); // the pixels are 83e6, the file 330e6
});

test("folders name classes, and the folders around them usages", async () => {
  const files = filesOf(
    pngEntry("train/sad/b.png", 1),
    pngEntry("train/happy/a.png", 2),
    pngEntry("test/happy/c.png", 3),
    textEntry("train/happy/notes.txt", "x"),
    textEntry("train/.DS_Store", "x"),
    pngEntry("loose.png", 4),
  );

  const { samples } = await readData(files);

  expect(samples).toMatchObject({ format: "folders", classes: ["happy", "sad"], usages: ["test", "train"] });
  expect([0, 1, 2].map(samples.path)).toEqual(["test/happy/c.png", "train/happy/a.png", "train/sad/b.png"]);
  expect(await firstPixels(samples)).toEqual([3, 2, 1]);
  expect(countSamples(samples)).toEqual([
    [1, 0],
    [1, 1],
  ]);
  expect(samples.skipped.rows).toEqual([
    { path: "loose.png", reason: "it stands in no class's folder" },
    { path: "train/happy/notes.txt", reason: "it is no picture" },
  ]);
});

test("pictures that stand in no folder are of the one that was opened", async () => {
  for (const count of [1, 3]) {
    const pictures = Array.from({ length: count }, (_, i) => pngEntry(`${i}.png`, 10 * i));
    const { samples } = await readData({ name: "happy", entries: [...pictures, textEntry("notes.txt", "")] });

    expect(samples).toMatchObject({ format: "folders", classes: ["happy"], usages: [] });
    expect([...samples.labels]).toEqual(new Array(count).fill(0));
    expect((await samples.picture(count - 1)).data[0]).toBe(10 * (count - 1));
  }
});

test("a zip archive of folders is read as the folders are, whatever holds them", async () => {
  const bytes = await zipped(pngEntry("faces/happy/a.png", 5), pngEntry("faces/sad/b.png", 6));

  const { samples } = await readData(filesOf(streamed("faces.zip", bytes, 100)));

  expect(samples).toMatchObject({ classes: ["happy", "sad"], usages: [] });
  expect(await firstPixels(samples)).toEqual([5, 6]);
});

test("a CSV file names pictures beside it", async () => {
  const rows = 'file,label\n"a.png",cat\nsub/b.png,"dog, large"\nmissing.png,cat\n,cat\n';
  const files = filesOf(
    textEntry("set/list.csv", rows),
    pngEntry("set/a.png", 1),
    pngEntry("set/sub/b.png", 2),
  );

  const { samples } = await readData(files);

  expect(samples).toMatchObject({ format: "labelled-files", classes: ["cat", "dog, large"] });
  expect(await firstPixels(samples)).toEqual([1, 2]);
  expect(samples.skipped.rows).toEqual([
    { line: 4, path: "missing.png", reason: "there is no such file" },
    { line: 5, reason: "it has no file" },
  ]);
});

const npy = (name: string, shape: number[], data: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>) =>
  bytesEntry(name, writeNpy(shape, data));
const faces = (count: number) =>
  npy(
    "x.npy",
    [count, 2, 2],
    Uint8Array.from({ length: 4 * count }, (_, i) => i),
  );

test("two arrays are pictures and labels, also one-hot", async () => {
  for (const labels of [
    npy("y.npy", [2], Uint8Array.of(4, 1)),
    npy("y.npy", [2, 5], Float32Array.of(0, 0, 0, 0, 1, 0, 1, 0, 0, 0)),
  ]) {
    const { samples } = await readData(filesOf(faces(2), labels));

    expect(samples).toMatchObject({ format: "arrays", classes: ["0", "1", "2", "3", "4"] });
    expect([...samples.labels]).toEqual([4, 1]);
    expect([...(await samples.picture(1)).data]).toEqual([4, 5, 6, 7]);
  }
});

test("an .npz archive has pairs of arrays, named by usage", async () => {
  const array = async (entry: Entry, path: string) => bytesEntry(path, await entry.read());
  const bytes = await zipped(
    await array(faces(2), "x_train.npy"),
    npy("y_train.npy", [2], Uint8Array.of(0, 1)),
    await array(faces(1), "x_test.npy"),
    npy("y_test.npy", [1], Uint8Array.of(2)),
  );

  const { samples } = await readData(filesOf(bytesEntry("set.npz", new Uint8Array(bytes))));

  expect(samples.usages).toEqual(["train", "test"]);
  expect([...samples.labels]).toEqual([0, 1, 2]);
  expect([...(await samples.picture(2)).data]).toEqual([0, 1, 2, 3]);
});

test.each<[string, () => Promise<Entry[]> | Entry[], string]>([
  ["no table of pictures", () => [textEntry("a.csv", "x,pixels\n1,2")], "begins with the columns x, pixels"],
  [
    "no rows that fit",
    () => [textEntry("a.csv", "emotion,pixels\n1,2 3")],
    "no row with a picture; 1 rows do not fit, the first in line 2: it has 2 pixels, which make no square",
  ],
  ["an empty file", () => [textEntry("a.csv", "")], "names no picture"],
  ["folders without pictures", () => [textEntry("a/b.txt", "")], "has no pictures, of 1 files"],
  ["no archive", () => [textEntry("a.zip", "nothing")], "no zip archive"],
  [
    "an archive that is cut off",
    async () => [bytesEntry("a.zip", (await zipped(pngEntry("a/b.png", 1))).slice(0, 60))],
    "made",
  ],
  [
    "archives within archives",
    async () => [bytesEntry("a.zip", await zipped(bytesEntry("b.zip", new Uint8Array(9))))],
    "nothing but another archive",
  ],
  ["pictures without labels", () => [faces(2)], "has the arrays x [2, 2, 2]"],
  [
    "fewer labels than pictures",
    () => [faces(2), npy("y.npy", [1], Uint8Array.of(1))],
    "x has 2 pictures, y 1 labels",
  ],
  [
    "labels that are no classes",
    () => [faces(1), npy("y.npy", [1], Float32Array.of(0.5))],
    "label 0 of y is 0.5",
  ],
  ["two tables", () => [textEntry("a.csv", "a"), textEntry("b.csv", "b")], "has 2 CSV files"],
])("refuses %s", async (_, entries, says) => {
  const reading = readData(filesOf(...(await entries())));

  await expect(reading).rejects.toThrow(says);
  await expect(reading).rejects.toBeInstanceOf(EngineError);
});

test("selects by usage, class, number and count", async () => {
  const rows = [ferRow(0, 0), ferRow(1, 1, "Test"), ferRow(3, 2), ferRow(3, 3, "Test")];
  const { samples } = await readData(filesOf(textEntry("f.csv", `emotion,pixels,Usage\n${rows.join("\n")}`)));
  const of = (selection: Parameters<typeof selectSamples>[1]) => [...selectSamples(samples, selection)];

  expect(of({})).toEqual([0, 1, 2, 3]);
  expect(of({ usages: ["test"] })).toEqual([1, 3]);
  expect(of({ classes: ["Happy", 0] })).toEqual([0, 2, 3]);
  expect(of({ samples: [3, 1], limit: 1 })).toEqual([3]);
  expect(() => of({ usages: ["x"] })).toThrow("has no usage 'x'; there are Training, Test");
  expect(() => of({ samples: [4] })).toThrow("no picture 4; it has 4, from 0");
  expect(() => of({ usages: ["test"], classes: ["angry"] })).toThrow("no picture of f.csv is selected, of 4");
});
