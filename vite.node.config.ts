/** @file The package for Node: `dist/node/index.js`, `dist/node/limelight.js` (the command) and `dist/node/tfjs.js`, with the sample beside. */

import { defineConfig } from "vite";
import { sample } from "./build/sample.ts";
import { wgsl } from "./build/wgsl.ts";

export default defineConfig({
  plugins: [wgsl(), sample({ faces: false })],
  build: {
    ssr: true, // dependencies stay imports
    outDir: "dist/node",
    target: "node20",
    sourcemap: true,
    emptyOutDir: true,
    copyPublicDir: true, // the pictures of the sample
    rolldownOptions: {
      input: { index: "src/index.node.ts", limelight: "src/cli/limelight.ts", tfjs: "src/kernels/tfjs.ts" },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
    },
  },
});
