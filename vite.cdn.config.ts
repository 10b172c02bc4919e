/**
 * @file The elements for a page without a bundler, in one file: `dist/cdn/limelight.js`. The worker, and what it loads only
 * when it needs it, lie beside it.
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
    outDir: "dist/cdn",
    target: "es2022",
    sourcemap: true,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: {
      input: { limelight: "src/ui/cdn.ts" },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js", assetFileNames: "assets/[name]-[hash][extname]" },
    },
  },
});
