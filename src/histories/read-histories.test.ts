import { zipSync } from "fflate";
import { expect, onTestFinished, test, vi } from "vitest";
import { EngineError } from "../errors.ts";
import { writeNpy } from "../images/npy.ts";
import { curvesCsv, curvesSvg } from "./curves-files.ts";
import { smoothCurve } from "./history.ts";
import { readHistories } from "./read-histories.ts";

const npy = (name: string, values: number[]) => ({
  name,
  bytes: writeNpy([values.length], Float64Array.from(values)),
});
const text = (name: string, content: string) => ({ name, bytes: new TextEncoder().encode(content) });
const curvesOf = async (...files: Parameters<typeof readHistories>[0]) =>
  (await readHistories(files)).runs.flatMap(({ name, curves }) =>
    curves.map(({ metric, split, values }) => [name, split, metric, ...values]),
  );

test("files of one curve each come together by what their names say", async () => {
  const { runs } = await readHistories([
    npy("both_tra_loss.npy", [2, 1, 0.5]),
    npy("both_val_loss.npy", [2, 1.5, 1.75]),
    npy("both_val_acc.npy", [0.1, 0.2, 0.3]),
    npy("plain-train-accuracy.npy", [0.5]),
  ]);

  expect(runs).toMatchObject([
    {
      ...{ name: "both", epochs: 3 },
      best: { epoch: 2, metric: "loss", split: "validation", value: 1.5 },
      curves: [
        { metric: "loss", split: "training", values: [2, 1, 0.5] },
        { metric: "loss", split: "validation", values: [2, 1.5, 1.75] },
        { metric: "accuracy", split: "validation", values: [0.1, 0.2, 0.3] },
      ],
    },
    { name: "plain", epochs: 1, best: { epoch: 1, metric: "accuracy" } },
  ]);
});

test("CSVLogger's table, Keras's dictionary and an archive say the same", async () => {
  const csv = text("run.csv", "epoch,accuracy,loss,val_loss\n0,0.5,1,2\n1,0.75,0.5,1.5\n");
  const json = text(
    "run.json",
    '{"history": {"accuracy": [0.5, 0.75], "loss": [1, 0.5], "val_loss": [2, 1.5]}}',
  );
  const list = text(
    "run.json",
    '[{"epoch":0,"accuracy":0.5,"loss":1,"val_loss":2},{"epoch":1,"accuracy":0.75,"loss":0.5,"val_loss":1.5}]',
  );
  const expected = [
    ["run", "training", "accuracy", 0.5, 0.75],
    ["run", "training", "loss", 1, 0.5],
    ["run", "validation", "loss", 2, 1.5],
  ];
  const archive = zipSync({
    "accuracy.npy": npy("", [0.5, 0.75]).bytes,
    "loss.npy": npy("", [1, 0.5]).bytes,
    "val_loss.npy": npy("", [2, 1.5]).bytes,
  });

  for (const file of [csv, json, list, { name: "run.npz", bytes: new Uint8Array(archive) }])
    expect(await curvesOf(file)).toEqual(expected);
});

test("a table is read right from a stream that uses its buffer again", async () => {
  const lines = ["epoch,loss\n", "0,1.5\n", "1,2.5\n", "2,3.5\n"].map((line) =>
    new TextEncoder().encode(line),
  );
  const buffer = new Uint8Array(16);
  const reusing = vi.spyOn(Blob.prototype, "stream").mockImplementation(() => {
    const left = [...lines];
    return new ReadableStream(
      {
        pull(controller) {
          const line = left.shift();
          if (!line) return controller.close();
          buffer.fill(0).set(line);
          controller.enqueue(buffer.subarray(0, line.length));
        },
      },
      { highWaterMark: 0 },
    );
  });
  onTestFinished(() => void reusing.mockRestore());

  const curves = await curvesOf(text("run.csv", "its stream gives the lines"));

  expect(curves).toEqual([["run", "training", "loss", 1.5, 2.5, 3.5]]);
});

test("runs by name in one file, and Python's NaN", async () => {
  const json = text("all.json", '{"a": {"loss": [NaN, 1]}, "b": {"loss": [2, Infinity], "my_acc": [1]}}');

  expect(await curvesOf(json)).toEqual([
    ["a", "training", "loss", Number.NaN, 1],
    ["b", "training", "loss", 2, Number.NaN],
    ["b", "training", "my_acc", 1],
  ]);
});

test("cells that are no numbers are gaps, and are said", async () => {
  const { runs, warnings } = await readHistories([text("run.csv", "epoch,loss\n0,1\n1,NA\n2,0.5\n")]);

  expect(runs[0].curves[0].values).toEqual([1, Number.NaN, 0.5]);
  expect(runs[0].best?.epoch).toBe(3);
  expect(warnings).toEqual(["run.csv: 1 rows have cells that are no numbers, the first in line 3"]);
});

const objects = () => {
  const { bytes } = npy("h.npy", [1]);
  return Uint8Array.from(new TextDecoder("latin1").decode(bytes).replace("'<f8'", "'|O' "), (c) =>
    c.charCodeAt(0),
  );
};
test.each<[string, { name: string; bytes: Uint8Array<ArrayBuffer> }, string]>([
  ["an array of objects", { name: "h.npy", bytes: objects() }, "h.npy holds pickled Python objects"],
  [
    "a pickle",
    { name: "h.pkl", bytes: Uint8Array.of(0x80, 4, 0) },
    "np.savez('history.npz', **history.history)",
  ],
  ["a table of numbers", { name: "h.npy", bytes: writeNpy([2, 2], new Float64Array(4)) }, "has shape [2, 2]"],
  ["JSON without lists", text("h.json", '{"a": 1}'), "has no lists of numbers"],
  ["damaged JSON", text("h.json", '{"a": [1'), "no valid JSON"],
  ["something else", text("h.txt", "hello"), "(5 bytes) is no history"],
  ["nothing", text("h.csv", ""), "(0 bytes) is no history"],
])("refuses %s", async (_, file, says) => {
  await expect(readHistories([file])).rejects.toThrow(says);
  await expect(readHistories([file])).rejects.toBeInstanceOf(EngineError);
});

test("smoothing is TensorBoard's: debiased, gaps stay, a constant stays", () => {
  // 0.5·1 / 0.5; (0.5·0.5 + 0.5·2) / 0.75; …
  expect(smoothCurve([1, 2, Number.NaN, 4], 0.5)).toEqual([1, 1.25 / 0.75, Number.NaN, 2.625 / 0.875]);
  expect(smoothCurve([3, 3, 3], 0.9)).toEqual([3, 3, 3]);
  expect(smoothCurve([1, 5], 0)).toEqual([1, 5]);
});

test("a picture has a chart for each metric, and names as text", async () => {
  const histories = await readHistories([
    npy("<b>_val_loss.npy", [2, Number.NaN, 1, 1.5]),
    npy("<b>_tra_acc.npy", [0.5, 0.6]),
  ]);

  const svg = curvesSvg(histories, { smoothing: 0.5, log: true });

  expect(svg).not.toContain("<b>");
  expect(svg).not.toContain("NaN");
  expect(svg.match(/font-weight="bold"/g)).toHaveLength(2);
  expect(svg.match(/<circle/g)).toHaveLength(1);
  expect(svg).toContain("best: epoch 3, 1.000");
  expect(curvesCsv(histories)).toContain("<b>,loss,validation,3,1\n");
});
