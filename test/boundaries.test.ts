/** @file Who may import whom, kept by reading the import lines. The reasons are in ARCHITECTURE.md. */

import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, test } from "vitest";

const src = join(import.meta.dirname, "../src");

/** What each folder may import besides itself; a name that ends in a slash stands for all below it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  graph: ["errors.ts"],
  random: ["errors.ts"],
  images: ["errors.ts"],
  "kernels/ops": ["errors.ts", "graph/", "kernels/workgroups.ts"],
  kernels: ["errors.ts", "graph/", "kernels/ops/"],
  passes: ["errors.ts", "graph/", "kernels/ops/"],
  models: ["errors.ts", "graph/", "images/", "kernels/ops/", "passes/"],
  explainers: [
    ...["errors.ts", "version.ts", "graph/", "images/", "random/", "kernels/ops/", "passes/", "models/"],
    "kernels/backend.ts", // types of a plan
  ],
  data: [
    ...["errors.ts", "version.ts", "graph/", "images/", "models/", "passes/", "explainers/"],
    ...["kernels/backend.ts", "kernels/kept-plans.ts"], // both of any backend
  ],
  histories: ["errors.ts", "images/npy.ts", "data/", "models/model.ts"],
  saved: [
    ...["errors.ts", "version.ts", "explainers/lime-options.ts", "explainers/saliency-options.ts"],
    ...["explainers/ascent-options.ts", "explainers/activations-options.ts", "explainers/run-info.ts"],
    ...["explainers/segmentation/segmentation.ts", "images/picture.ts", "images/npy.ts", "models/model.ts"],
    ...["data/confusion-options.ts", "data/csv-text.ts", "histories/history.ts", "workers/protocol.ts"],
    "data/average-options.ts",
  ],
  workers: [
    ...["errors.ts", "version.ts", "graph/", "images/", "random/", "kernels/", "passes/", "models/"],
    ...["explainers/", "data/"],
  ],
  ui: [
    ...["explainers/rank-correlation.ts", "explainers/saliency-reduce.ts", "data/csv-text.ts"],
    ...["errors.ts", "version.ts", "workers/engine-client.ts", "workers/protocol.ts"],
    ...["explainers/lime-options.ts", "explainers/tint.ts", "explainers/segmentation/segmentation.ts"],
    "explainers/segmentation/segmentation-text.ts",
    ...[
      "explainers/saliency-options.ts",
      "explainers/ascent-options.ts",
      "explainers/activations-options.ts",
    ],
    ...["explainers/image-and-mask.ts", "explainers/run-info.ts", "images/picture.ts", "models/model.ts"],
    ...["models/graph-layout.ts", "data/confusion-options.ts", "data/data-set.ts"], // types
    "data/confusion-files.ts",
    "data/svg-text.ts",
    "models/model-graph.ts",
    "images/crop.ts",
    ...["images/colour-map.ts", "images/npy.ts", "data/data-set.ts", "data/confusion-options.ts"],
    ...["data/confusion-files.ts", "data/average-options.ts", "histories/", "saved/"],
  ],
  page: ["ui/define.ts"],
  cli: ["errors.ts", "version.ts", "index.node.ts", "images/", "explainers/", "data/", "saved/picture.ts"],
};

/** Packages, and the folders or files that load them. Types of any package may be named anywhere. */
const LOADED_BY: readonly (readonly [name: RegExp, by: readonly string[]])[] = [
  [/^@bufbuild\/protobuf\/wire$/, ["models/onnx-proto.ts"]],
  [/^@tensorflow\/.*\.wasm\?url$/, ["workers/wasm-paths.ts"]],
  [/^@tensorflow\//, ["kernels/tfjs.ts"]],
  [/^lit(\/|$)/, ["ui/"]],
  [/^comlink$/, ["workers/"]],
  [/^d3-scale-chromatic$/, ["images/colour-map.ts"]],
  [/^webgpu$/, ["workers/node-engine.ts"]],
  [/^jsfive$/, ["models/hdf5.ts"]],
  [/^@dagrejs\/dagre$/, ["models/graph-layout.ts"]],
  [/^fflate$/, ["models/unzip.ts", "data/unzip.ts", "saved/npz.ts"]],
  [/^(fast-png|jpeg-js)$/, ["images/decode-node.ts", "images/encode-png.ts"]],
  [/^node:/, ["cli/", "workers/node-engine.ts", "workers/list-files.ts"]],
];

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))
  .map((path) => ({ path, text: readFileSync(join(src, path), "utf8") }));
const shipped = files.filter(({ path }) => !path.endsWith(".test.ts"));

test("the rules are kept for some files at all", () => {
  expect(shipped.length).toBeGreaterThan(20);
});

describe.each(Object.entries(MAY_IMPORT))("%s", (folder, allowed) => {
  test("imports only what stands below it", () => {
    const wrong = shipped
      .filter(({ path }) => folderOf(path) === folder)
      .flatMap(({ path, text }) =>
        importsOf(text)
          .filter(({ from }) => from.startsWith("."))
          .map(({ from }) => ({ path, to: posix.join(posix.dirname(path), from.replace(/\?.*$/, "")) }))
          .filter(({ to }) => !to.startsWith("../shaders/") && folderOf(to) !== folder && !isIn(to, allowed))
          .map(({ to }) => `${path} imports ${to}`),
      );

    expect(wrong).toEqual([]);
  });
});

test("packages are loaded only where they belong", () => {
  const wrong = shipped.flatMap(({ path, text }) =>
    importsOf(text)
      .filter(({ from, isType }) => !isType && !from.startsWith("."))
      .filter(({ from }) => !isIn(path, LOADED_BY.find(([name]) => name.test(from))?.[1] ?? []))
      .map(({ from }) => `${path} loads ${from}`),
  );

  expect(wrong).toEqual([]);
});

test("what the page loads of the engine knows neither the GPU nor a model", () => {
  const wrong = ["workers/engine-client.ts", "workers/client.ts", "workers/protocol.ts"].flatMap((path) =>
    importsOf(files.find((file) => file.path === path)!.text)
      .filter(
        ({ from, isType }) => !isType && /\/(graph|kernels|passes|models|explainers|images)\//.test(from),
      )
      .map(({ from }) => `${path} loads ${from}`),
  );

  expect(wrong).toEqual([]);
});

test("TensorFlow.js is loaded only when it is needed", () => {
  const loads = /^import (?!type)[^;]*"\.[^"]*\/tfjs\.ts"/m;

  expect(shipped.filter(({ text }) => loads.test(text)).map(({ path }) => path)).toEqual([]);
});

test.each([
  [
    "the navigator: the GPU and storage",
    /\bnavigator\b/,
    ["kernels/device.ts", "workers/engine.worker.ts", "workers/model-cache.ts", "ui/", "page/"],
  ],
  ["the document", /\bdocument\s*\??\./, ["ui/", "page/"]],
  ["a service worker", /\bserviceWorker\b/, ["page/"]],
  ["the window", /typeof window\b|\bwindow\.(document|location|navigator|add|set|match|request)/, ["ui/"]],
] as const)("%s is touched only where it belongs", (_, word, by) => {
  const wrong = shipped.filter(({ path, text }) => !isIn(path, by) && word.test(withoutComments(text)));

  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const long = files.filter(({ text }) => text.split("\n").length > 301);

  expect(long.map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`)).toEqual([]);
});

/** The folder whose rule holds for a file: "kernels/ops" before "kernels"; nothing for what stands in `src` itself. */
const folderOf = (path: string): string | undefined =>
  Object.keys(MAY_IMPORT).find((folder) => path.startsWith(`${folder}/`));

const isIn = (path: string, places: readonly string[]): boolean =>
  places.some((place) => path === place || (place.endsWith("/") && path.startsWith(place)));

/** Every module a text names, and whether only for its types. */
function importsOf(text: string): { from: string; isType: boolean }[] {
  const statements = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';=]*?\bfrom\s+)?"([^"]+)"/gm)];
  const dynamic = [...withoutComments(text).matchAll(/(typeof\s+)?\bimport\("([^"]+)"\)/g)];
  return [...statements, ...dynamic].map(([, type, from]) => ({ from, isType: type !== undefined }));
}

const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, "");
