/** @file Every shader compiles alone, with the constants it has by default, on a device that checks everything and runs nothing. */

import { readdirSync, readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { readShader } from "../build/wgsl.ts";
import { dawn } from "./device.ts";

const folder = resolve(import.meta.dirname, "../shaders");
const wgslIn = (path: string) =>
  readdirSync(path)
    .filter((file) => file.endsWith(".wgsl"))
    .map((file) => resolve(path, file));
const shaders = wgslIn(folder);

/** Kept for the life of the process, as in test/device.ts. */
let instance: GPU | undefined;

async function openDevice(): Promise<GPUDevice> {
  await dawn(); // the names of the WebGPU standard
  const { create } = await import("webgpu");
  instance = create(["backend=null", "enable-dawn-features=allow_unsafe_apis"]);
  const adapter = (await instance.requestAdapter())!;
  const wanted: GPUFeatureName[] = ["subgroups"];
  return adapter.requestDevice({ requiredFeatures: wanted.filter((name) => adapter.features.has(name)) });
}

let device: Promise<GPUDevice> | undefined;

/** What is wrong with a shader, "shaders/x.wgsl:3:5 …" each. `change` is made to the linked text first, line by line. */
async function mistakes(path: string, change = (text: string) => text): Promise<string[]> {
  const files = new Set<string>();
  const linked = readShader(path, files);
  const gpu = await (device ??= openDevice());
  gpu.pushErrorScope("validation");
  const module = gpu.createShaderModule({ code: change(linked) });
  const { messages } = await module.getCompilationInfo();
  if (messages.length === 0) gpu.createComputePipeline({ layout: "auto", compute: { module } });
  const error = await gpu.popErrorScope();
  if (messages.length === 0) return error ? [error.message] : [];
  return messages.map(
    ({ lineNum, linePos, message }) => `${origin(linked, lineNum, files)}:${linePos} ${message}`,
  );
}

/** The file, and the line in it, that a line of the linked text comes from. */
function origin(linked: string, line: number, files: Iterable<string>): string {
  for (const file of files) {
    const own = readFileSync(file, "utf8").replace(/^enable .*;$/gm, "");
    const first = linked.slice(0, linked.indexOf(own)).split("\n").length;
    if (line >= first && line < first + own.split("\n").length)
      return `shaders/${relative(folder, file)}:${line - first + 1}`;
  }
  return `linked text:${line}`;
}

test.each(shaders.map((path) => [relative(folder, path), path]))("%s compiles", async (_, path) => {
  expect(await mistakes(path)).toEqual([]);
});

test("the device knows subgroups, so that shaders that use them are checked too", async () => {
  const { features } = await (device ??= openDevice());

  expect(features.has("subgroups")).toBe(true);
});

const [full, halves] = ["weights", "half-weights"].map((name) =>
  readShader(resolve(folder, `lib/${name}.wgsl`)),
);
const withWeights = shaders.filter((path) => readShader(path).includes(full));

test("there are shaders that read weights", () => {
  expect(withWeights.length).toBeGreaterThan(7);
});

test.each(withWeights.map((path) => [relative(folder, path), path]))(
  "%s compiles for weights that are halves",
  async (_, path) => {
    expect(await mistakes(path, (linked) => linked.replace(full, () => halves))).toEqual([]);
  },
);

test.each([
  ["activation.wgsl", "arrayLength(&y)"],
  ["lib/activation.wgsl", "exp(-abs(z))"],
])("a mistake in %s is reported with its file and line", async (file, call) => {
  const text = readFileSync(resolve(folder, file), "utf8");
  const line = text.slice(0, text.indexOf(call)).split("\n").length;

  const found = await mistakes(resolve(folder, "activation.wgsl"), (linked) =>
    linked.replace(call, `un${call}`),
  );

  expect(found[0]).toMatch(new RegExp(`^shaders/${file}:${line}:\\d+ unresolved call target 'un`));
});

test("every shared file is used by a shader", () => {
  const used = new Set([resolve(folder, "lib/half-weights.wgsl")]); // it stands in for another
  for (const path of shaders) readShader(path, used);

  expect(wgslIn(resolve(folder, "lib")).filter((path) => !used.has(path))).toEqual([]);
});
