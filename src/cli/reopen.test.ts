/** @file What the terminal writes as JSON is, dropped on the page, the same result again. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readNpy } from "../images/npy.ts";
import { readSaved, type Saved, type SavedKind } from "../saved/read.ts";
import { sortFiles } from "../ui/studio/dropped-files.ts";

const root = join(import.meta.dirname, "../..");
const faces = join(root, "examples/faces");
const out = mkdtempSync(join(tmpdir(), "limelight-"));
const array = (name: string) => readNpy(readFileSync(join(out, name)));
const list = (values: ArrayLike<number>) => Array.from(values);

const onFace = ["--backend=wasm", "--image", join(root, "public/sample/astronaut-face.png")];
const ofFaces = ["--backend=wasm", "--model", join(faces, "faces.h5")];

test.each<[kind: SavedKind, words: string[], asWritten: (saved: Saved) => void]>([
  [
    "lime",
    ["lime", ...onFace, "--samples=30", "--segmentation=grid:rows=3,columns=4", "--out", out],
    ({ result, picture }) => {
      const { segments } = (result as Saved<"lime">["result"])!;
      expect(list(segments.labels)).toEqual(list(array("segments.npy").data as Uint32Array));
      expect(picture).toMatchObject({ height: segments.height, width: segments.width });
    },
  ],
  [
    "saliency",
    ["saliency", ...onFace, "--class=happy", "--out", out],
    ({ result, picture }) => {
      const { map, values } = (result as Saved<"saliency">["result"]).attributions[3];
      expect(list(map)).toEqual(list(array("3-happy-map.npy").data as Float32Array));
      expect(list(values)).toEqual(list(array("gradient.npy").data as Float32Array));
      expect(picture!.data.length).toBe(picture!.height * picture!.width * picture!.channels);
    },
  ],
  [
    "maps",
    ["activations", ...onFace, "--out", out],
    ({ result }) =>
      expect(list((result as Saved<"maps">["result"]).values)).toEqual(
        list(array("activations.npy").data as Float32Array),
      ),
  ],
  [
    "filters",
    ["ascent", ...ofFaces, "--filters=0,1", "--steps=2", "--out", out],
    ({ result }) => {
      const { pictures, height, width } = result as Saved<"filters">["result"];
      expect(pictures.map(({ filter }) => filter)).toEqual([0, 1]);
      expect(pictures[1].pixels).toHaveLength(height * width);
    },
  ],
  [
    "confusion",
    ["confusion", ...ofFaces, "--data", join(faces, "held-out.zip"), "--limit=20"],
    ({ result }) => {
      const { matrix, samples, cells } = result as Saved<"confusion">["result"];
      expect(matrix.flat().reduce((sum, count) => sum + count)).toBe(samples);
      expect(cells.flat().reduce((sum, { length }) => sum + length, 0)).toBe(samples);
    },
  ],
  [
    "curves",
    ["curves", join(faces, "loss.npy"), join(faces, "val_loss.npy")],
    ({ result }) => {
      const [{ curves }] = (result as Saved<"curves">["result"]).runs;
      expect(curves.map(({ split, metric }) => `${split} ${metric}`)).toEqual([
        "training loss",
        "validation loss",
      ]);
      expect(curves[0].values).toEqual(
        list(readNpy(readFileSync(join(faces, "loss.npy"))).data as Float64Array),
      );
    },
  ],
  [
    "prediction",
    ["predict", ...onFace],
    ({ result }) => {
      const { classes, probabilities } = result as Saved<"prediction">["result"];
      const said = JSON.parse(readFileSync(join(out, "prediction.json"), "utf8"));
      expect(probabilities).toEqual(said.prediction);
      expect(classes).toHaveLength(probabilities.length);
    },
  ],
])("%s", async (kind, words, expectAsWritten) => {
  const json = join(out, `${kind}.json`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, "build/limelight.mjs"), ...words, "--json", json],
    { encoding: "utf8" },
  );
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  const text = readFileSync(json, "utf8");
  const file = new File([text], "mine.json");

  const saved = readSaved(JSON.parse(text));

  expect(await sortFiles([file])).toMatchObject({ saved: [file], model: [] });
  expect(saved.kind).toBe(kind);
  expectAsWritten(saved);
});
