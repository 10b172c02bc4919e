/** @file `npm run faces:write -- FOLDER` draws the demo's faces, `faces:pack` packs some, `faces:score` scores LIME on them. */

import { join } from "node:path";
import { build } from "vite";
import { useSoftwareVulkan } from "./dawn.mjs";

const root = join(import.meta.dirname, "..");
await build({ root, configFile: join(root, "vite.faces.config.ts"), logLevel: "error" });
if (process.argv.includes("webgpu")) useSoftwareVulkan();
const { run } = await import(join(root, "dist/faces/run.js"));
process.exitCode = await run(process.argv.slice(2), join(root, "examples/faces"));
