/** @file Builds the example to `dist/examples/react`. Of this, a project of your own needs `worker`, and `optimizeDeps` while developing. */

import { resolve } from "node:path";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: false,
  worker: { format: "es" }, // the engine loads parts of itself when it needs them
  optimizeDeps: { exclude: ["limelight"] }, // else the worker is looked for beside the optimised file
  resolve: { alias: { "limelight/define": resolve(import.meta.dirname, "../../dist/define.js") } }, // the package as it is published
  build: { outDir: "../../dist/examples/react", target: "es2022", emptyOutDir: true },
});
