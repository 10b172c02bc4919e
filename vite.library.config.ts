/**
 * @file The package for browsers: `dist/index.js`, `dist/define.js`, `dist/tfjs.js`, the worker and its shaders.
 *
 * Dependencies stay imports, so that a page has one copy of each, and a server can load the elements without a DOM.
 * The worker has its own inside: a worker knows no import maps. Not Vite's library mode, which would inline the
 * .wasm files of TensorFlow.js.
 */

import { defineConfig } from "vite";
import { buildForBrowsers, forBrowsers } from "./build/for-browsers.ts";
import { ownWorker } from "./build/own-worker.ts";
import { wgsl } from "./build/wgsl.ts";

export default defineConfig({
  ...forBrowsers,
  plugins: [ownWorker(), wgsl()],
  build: {
    ...buildForBrowsers,
    outDir: "dist",
    emptyOutDir: false,
    rolldownOptions: {
      input: { index: "src/index.ts", define: "src/ui/define.ts", tfjs: "src/kernels/tfjs.ts" },
      external: [/^lit(\/|$)/, "comlink", /^@tensorflow\/(?!.*\?url$)/],
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
});
