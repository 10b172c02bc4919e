/** @file The demo's faces: the scripts that draw and score them, for Node, in `dist/faces`. */

import { defineConfig } from "vite";
import { wgsl } from "./build/wgsl.ts";

export default defineConfig({
  plugins: [wgsl()],
  build: {
    ssr: "examples/faces/run.ts",
    outDir: "dist/faces",
    target: "node20",
    copyPublicDir: false,
    rolldownOptions: { preserveEntrySignatures: "strict" },
  },
});
