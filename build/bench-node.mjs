/** @file `npm run bench:node`: our engine's suites in Node, on Dawn. `--help` says what can be chosen. */

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "vite";
import { useSoftwareVulkan } from "./dawn.mjs";

const root = join(import.meta.dirname, "..");

/** Bundles the script with everything but Dawn. @returns {Promise<string>} */
export async function buildBenchScript() {
  await build({ configFile: join(root, "vite.bench.config.ts"), mode: "node", logLevel: "error" });
  return join(root, "dist/bench-node/node.js");
}

/** What git calls this state of the project. */
export function commit() {
  const { stdout } = spawnSync("git", ["describe", "--always", "--dirty"], { cwd: root, encoding: "utf8" });
  return stdout?.trim() ?? "";
}

if (process.argv[1] === import.meta.filename) {
  const script = await buildBenchScript();
  useSoftwareVulkan();
  const own = {
    BENCH_COMMAND: "npm run bench:node --",
    BENCH_COMMIT: commit(),
    BENCH_JSON: join(root, "dist/bench-node.json"),
    BENCH_PICTURES: join(root, "public/sample"),
  };
  const { status } = spawnSync(process.execPath, ["--expose-gc", script, ...process.argv.slice(2)], {
    stdio: "inherit",
    env: { ...process.env, ...own },
  });
  process.exit(status ?? 1);
}
