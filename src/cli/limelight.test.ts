import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../../test/folder.ts";
import { describeGolden, goldenPath } from "../../test/golden.ts";
import { decodePicture } from "../images/decode-node.ts";
import { readNpy } from "../images/npy.ts";
import { readSaved } from "../saved/read.ts";
import { VERSION } from "../version.ts";

const script = join(import.meta.dirname, "../../build/limelight.mjs"); // builds the command where that is due
const built = join(import.meta.dirname, "../../dist/node/limelight.js");

function limelight(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

const small = [
  "--backend",
  "wasm",
  "--segmentation",
  "grid:rows=3,columns=4",
  "--samples",
  "40",
  "--seed",
  "3",
];

test("says what it is", () => {
  expect(limelight()).toMatchObject({ status: 0, stdout: expect.stringContaining("limelight lime") });
  expect(limelight("--version")).toMatchObject({ status: 0, stdout: `${VERSION}\n` });
  expect(limelight("lime", "--help")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("--kernel-width W"),
  });
});

test("summary of the bundled model", () => {
  const { status, stdout } = limelight("summary");

  expect(status).toBe(0);
  expect(stdout).toContain("input 64×64×1, 7 classes");
  expect(stdout).toMatch(/Total params: [\d,]+\nTrainable params: [\d,]+\nNon-trainable params: 0/);
});

test("the bundled face is happy", () => {
  const { status, stdout } = limelight("predict", "--backend=wasm", "--json", "-");

  const { classes, prediction, backend, versions } = JSON.parse(stdout);
  expect({ status, backend, versions }).toEqual({
    status: 0,
    backend: "wasm",
    versions: { limelight: VERSION },
  });
  expect(classes[prediction.indexOf(Math.max(...prediction))]).toBe("happy");
});

test("LIME of the bundled sample, as words, JSON, pictures and arrays", async () => {
  const out = temporaryFolder();
  const json = join(out, "result.json");

  const { status, stdout } = limelight("lime", ...small, "--labels", "3,6", "--json", json, "--out", out);

  expect(status).toBe(0);
  expect(stdout).toContain("40 samples over 12 superpixels");
  const result = JSON.parse(readFileSync(json, "utf8"));
  expect(result).toMatchObject({
    model: "emotion",
    seed: 3,
    done: true,
    backend: "wasm",
    options: { samples: 40 },
  });
  expect(result.segments).toMatchObject({ height: 96, width: 96, count: 12 });
  expect(result.segments.labels).toHaveLength(96 * 96);
  expect(Object.keys(result.explanations)).toEqual(["3", "6"]);
  const { weights, score, intercept, localPrediction } = result.explanations[3];
  expect([weights.length, weights[0].length]).toEqual([12, 2]);
  expect([score, intercept, localPrediction].every(Number.isFinite)).toBe(true);

  const array = (name: string) => readNpy(readFileSync(join(out, name)));
  expect(array("segments.npy")).toMatchObject({ shape: [96, 96] });
  expect([...array("segments.npy").data]).toEqual(result.segments.labels);
  expect(array("data.npy")).toMatchObject({ type: "|u1", shape: [40, 12] });
  expect(array("predictions.npy")).toMatchObject({ type: "<f8", shape: [40, 2] });
  expect([...array("data.npy").data].slice(0, 12)).toEqual(new Array(12).fill(1));
  expect(array("predictions.npy").data[0]).toBeCloseTo(result.prediction[3], 5);
  expect(array("predictions.npy").data[1]).toBeCloseTo(result.prediction[6], 5);
  for (const view of ["weights", "raises", "lowers", "both"]) {
    const picture = await decodePicture(readFileSync(join(out, `3-happy-${view}.png`)));
    expect([picture.height, picture.width, picture.channels]).toEqual([96, 96, 3]);
  }
});

test("LIME of every picture of a folder", () => {
  const faces = temporaryFolder();
  const sample = join(import.meta.dirname, "../../public/sample");
  for (const name of ["astronaut-face.png", "drawn-happy.png"])
    copyFileSync(join(sample, name), join(faces, name));
  writeFileSync(join(faces, "damaged.png"), "no picture");
  const out = temporaryFolder();

  const { status, stdout } = limelight(
    "lime",
    ...small,
    "--data",
    faces,
    "--top=1",
    "--out",
    out,
    "--json=-",
  );

  expect(status).toBe(0);
  const result = JSON.parse(stdout);
  expect(result).toMatchObject({
    done: true,
    model: "emotion",
    selected: 3,
    skipped: { count: 1, rows: [{ path: "damaged.png" }] },
    pictures: [{ path: "astronaut-face.png" }, { path: "drawn-happy.png" }],
  });
  expect(result.picturesPerSecond).toBeGreaterThan(0);
  expect(result.deviceIdle).toBeLessThan(1);
  const written = JSON.parse(readFileSync(join(out, "astronaut-face.png/lime.json"), "utf8"));
  const alone = JSON.parse(limelight("lime", ...small, "--top=1", "--json=-").stdout);
  expect(written.explanations).toEqual(alone.explanations);
  expect(written.explanations).toEqual(result.pictures[0].explanations);
  expect(existsSync(join(out, "drawn-happy.png/segments.npy"))).toBe(true);
});

test("KernelSHAP of the bundled sample: what superpixels add makes up the prediction", () => {
  const words = ["--method", "kernel-shap", "--samples", "60", "--labels", "3", "--json=-"];
  const { status, stdout } = limelight("lime", ...small, ...words);

  expect(status).toBe(0);
  const { method, explanations, prediction, options } = JSON.parse(stdout);
  expect({ method, asked: options.method }).toEqual({ method: "kernel-shap", asked: "kernel-shap" });
  const { weights, intercept } = explanations[3] as { weights: [number, number][]; intercept: number };
  expect(weights).toHaveLength(12);
  expect(weights.reduce((sum, [, weight]) => sum + weight, intercept)).toBeCloseTo(prediction[3], 4);
});

test("superpixels of one's own: those that an earlier run has saved give the same numbers", () => {
  const out = temporaryFolder();
  const first = limelight("lime", ...small, "--out", out, "--json=-");
  const words = ["--backend", "wasm", "--samples", "40", "--seed", "3", "--json=-"];
  const { status, stdout } = limelight("lime", ...words, "--segments", join(out, "segments.npy"));

  expect(status).toBe(0);
  expect(JSON.parse(stdout).options.segmentation).toEqual({ algorithm: "labels" });
  expect(JSON.parse(stdout).explanations).toEqual(JSON.parse(first.stdout).explanations);
  expect(readSaved(JSON.parse(stdout)).kind).toBe("lime");
});

test("Integrated Gradients from a baseline of one's own: from the picture itself there is no way", () => {
  const face = join(import.meta.dirname, "../../public/sample/astronaut-face.png");
  const words = ["--method", "integrated-gradients", "--steps", "2", "--backend", "wasm", "--class", "happy"];
  const { status, stdout } = limelight("saliency", ...words, "--baseline", face, "--json=-");

  expect(status).toBe(0);
  const { options, attributions } = JSON.parse(stdout);
  expect(options.baseline).toBe("given");
  expect(attributions[3].completeness).toMatchObject({ sum: 0, difference: 0 });
});

test("the same seed gives the same numbers, and JSON on standard output comes alone", () => {
  const runs = [1, 2].map(() => JSON.parse(limelight("lime", ...small, "--json=-").stdout));

  expect(runs[0].explanations).toEqual(runs[1].explanations);
});

test("ends quietly where nobody reads on", async () => {
  limelight("--version"); // built by now

  const child = spawn(process.execPath, [built, "summary", "--json=-"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));

  expect({ status, said }).toEqual({ status: 0, said: "" });
});

test.each<[words: string[], says: string]>([
  [["limes"], "unknown command 'limes'; did you mean lime?"],
  [["lime", "--sead", "3"], "unknown option --sead; did you mean --seed?"],
  [["lime", "--samples", "0"], "samples"],
  [["lime", "--method", "kernel-shap", ...small], "48 or more for KernelSHAP on 12 superpixels"],
  [["lime", "--segmentation", "voronoi"], "voronoi"],
  [["lime", "--segments", "nowhere.npy"], "--segments: nowhere.npy"],
  [["predict", "--backend", "wasm", "--image", "nowhere.png"], "nowhere.png"],
  [["predict", "--backend", "wasm", "--image", script], "limelight.mjs is"],
  [["summary", "--model", "nowhere.h5"], "nowhere.h5"],
  [["summary", "--model", script], "limelight.mjs"],
  [["summary", "--class-names", "a,b"], "7"],
])("%j ends with 1 and says why", (words, says) => {
  const { status, stdout, stderr } = limelight(...words);

  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(says);
  expect(
    stderr
      .trim()
      .split("\n")
      .filter((line) => line.startsWith("limelight: ")),
  ).toHaveLength(1);
});

test("an interrupted run keeps the explanation so far", async () => {
  const out = temporaryFolder();
  const json = join(out, "result.json");
  const words = [
    "lime",
    "--backend",
    "wasm",
    "--samples",
    "100000",
    "--batch",
    "1",
    "--json",
    json,
    "--out",
    out,
  ];
  limelight("--version"); // built by now

  const child = spawn(process.execPath, [built, ...words], { stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  child.kill("SIGINT");
  const status = await new Promise((resolve) => child.on("exit", resolve));

  expect(status).toBe(130);
  const { done, stats } = JSON.parse(readFileSync(json, "utf8"));
  expect(done).toBe(false);
  expect(stats.samples).toBeGreaterThan(0);
  expect(existsSync(join(out, "segments.npy"))).toBe(true);
  expect(existsSync(join(out, "data.npy"))).toBe(false);
});

describeGolden("a photo as it was given to Python", () => {
  test("preset python with lime's own segmentation", () => {
    const image = goldenPath("images/astronaut_face_96.npy");
    const words = ["--preset", "python", "--samples", "30", "--top", "1", "--backend", "wasm", "--json", "-"];

    const { status, stdout } = limelight("lime", "--image", image, ...words);

    expect(status).toBe(0);
    expect(JSON.parse(stdout).options.segmentation).toMatchObject({
      algorithm: "quickshift",
      kernel_size: 4,
    });
  });
});

test("class names from a file", () => {
  const names = join(temporaryFolder(), "names.txt");
  writeFileSync(names, "a\nb\nc\nd\ne\nf\ng\n");

  const { stdout } = limelight("predict", "--backend", "wasm", "--class-names", names);

  expect(stdout).toMatch(/^ {2}d +99\.\d %$/m);
});
