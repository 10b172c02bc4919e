/**
 * @file The package for browsers: `dist/index.js`, `dist/define.js`, `dist/tfjs.js`, the worker and its shaders.
 *
 * Dependencies stay imports, so that a page has one copy of each, and a server can load the elements without a DOM.
 * The worker has its own inside: a worker knows no import maps. Not Vite's library mode, which would inline the
 * .wasm files of TensorFlow.js.
 */

import { defineConfig } from "vite";
import { wgsl } from "./build/wgsl.ts";

export default defineConfig({
  base: "./", // the worker is found beside the script that starts it
  publicDir: false,
  plugins: [wgsl()],
  worker: {
    format: "es",
    plugins: () => [wgsl()],
    rolldownOptions: { output: { entryFileNames: "[name].js", chunkFileNames: "worker/[name]-[hash].js" } },
  },
  build: {
    outDir: "dist",
    target: "es2022",
    sourcemap: true,
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
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
