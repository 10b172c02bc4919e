import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../test/folder.ts";
import { hasPython, runPython } from "../../test/python.ts";
import { readNpy } from "../images/npy.ts";
import { writeNpz } from "./npz.ts";

const arrays = {
  segments: { shape: [2, 3], data: Uint32Array.of(0, 0, 1, 2, 2, 70000) },
  weights: { shape: [1, 3], data: Float64Array.of(0.1, -2.5e-9, Number.NaN) },
  map: { shape: [2], data: Float32Array.of(0.25, -1) },
  image: { shape: [1, 2], data: Uint8Array.of(7, 255) },
};

test("every array is there, as it was", () => {
  const files = unzipSync(writeNpz(arrays));

  expect(Object.keys(files)).toEqual(["segments.npy", "weights.npy", "map.npy", "image.npy"]);
  for (const [name, { shape, data }] of Object.entries(arrays))
    expect(readNpy(files[`${name}.npy`])).toMatchObject({ shape, data });
});

test.skipIf(!hasPython("numpy"))("NumPy reads it", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.npz"), writeNpz(arrays));
  const program = `
import json, numpy as np
saved = np.load("a.npz")
print(json.dumps({n: [str(saved[n].dtype), saved[n].shape, np.nan_to_num(saved[n], nan=99).tolist()] for n in saved}))`;

  expect(JSON.parse(runPython(["-c", program], folder))).toEqual({
    segments: [
      "uint32",
      [2, 3],
      [
        [0, 0, 1],
        [2, 2, 70000],
      ],
    ], // prettier-ignore
    weights: ["float64", [1, 3], [[0.1, -2.5e-9, 99]]],
    map: ["float32", [2], [0.25, -1]],
    image: ["uint8", [1, 2], [[7, 255]]],
  });
});
