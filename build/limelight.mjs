/** @file `npm run -s limelight -- lime …`: the command as it is in this repository, built first where that is due. */

import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { buildParts } from "./build.mjs";
import { useSoftwareVulkan } from "./dawn.mjs";

const root = join(import.meta.dirname, "..");
const script = join(root, "dist/node/limelight.js");

if (!existsSync(script) || ["src", "shaders", "public"].some(isNewer)) await buildParts(["node"], "error");

const words = process.argv.slice(2);
// a software adapter is slower than wasm, so it is offered only to those who ask for WebGPU
if (/--backend[= ]webgpu/.test(words.join(" ")) || process.env.WEBGPU === "swiftshader") useSoftwareVulkan();

const child = spawn(process.execPath, [script, ...words], { stdio: "inherit" });
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
  process.on(signal, () => {
    if (!process.stdin.isTTY || signal === "SIGTERM") child.kill(signal); // a terminal tells the child itself
  });
child.on("exit", (code) => process.exit(code ?? 1));

/** @param {string} folder */
function isNewer(folder) {
  const built = statSync(script).mtimeMs;
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).some(
    (entry) => entry.isFile() && statSync(join(entry.parentPath, entry.name)).mtimeMs > built,
  );
}
