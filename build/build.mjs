/** @file `npm run build [page|library|cdn|node|types|elements|examples]`: all of `dist`, or the parts that are named. */

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { writeElements } from "./elements.mjs";

const root = join(import.meta.dirname, "..");

/** @type {Record<string, (logLevel: import("vite").LogLevel) => unknown>} */
const PARTS = {
  page: (logLevel) => build({ root, logLevel, configFile: join(root, "vite.config.ts") }),
  library: (logLevel) => build({ root, logLevel, configFile: join(root, "vite.library.config.ts") }),
  cdn: (logLevel) => build({ root, logLevel, configFile: join(root, "vite.cdn.config.ts") }),
  node: (logLevel) => build({ root, logLevel, configFile: join(root, "vite.node.config.ts") }),
  types() {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
      cwd: root,
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("the types could not be written");
  },
  elements: writeElements,
  examples: (logLevel) => build({ logLevel, configFile: join(root, "examples/react/vite.config.ts") }),
};

/**
 * @param {readonly string[]} parts
 * @param {import("vite").LogLevel} logLevel
 */
export async function buildParts(parts, logLevel = "warn") {
  for (const part of parts) await PARTS[part](logLevel);
}

/** Every file that `package.json` promises must be there, and the worker. */
function checkPromises() {
  const { bin, exports, customElements } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = JSON.stringify([bin, exports, customElements]).match(/(?<=")(\.\/)?dist\/[^"]+/g) ?? [];
  const promised = ["dist/engine.worker.js", ...named];
  const missing = promised.filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) throw new Error(`these files were not built: ${missing.join(", ")}`);
}

if (process.argv[1] === import.meta.filename) {
  const parts = process.argv.slice(2);
  const unknown = parts.find((part) => !(part in PARTS));
  if (unknown) {
    console.error(`no part '${unknown}'; there are ${Object.keys(PARTS).join(", ")}`);
    process.exit(1);
  }
  if (parts.length === 0) rmSync(join(root, "dist"), { recursive: true, force: true });
  await buildParts(parts.length === 0 ? Object.keys(PARTS) : parts, "info");
  if (parts.length === 0) checkPromises();
}
