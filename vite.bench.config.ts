/** @file The page of `npm run bench`, in `dist/bench`: the other engines are here, and nowhere else. */

import { defineConfig } from "vite";
import { wgsl } from "./build/wgsl.ts";

export default defineConfig({
  root: "bench",
  base: "./",
  publicDir: "../public/sample",
  plugins: [wgsl()],
  worker: { format: "es", plugins: () => [wgsl()] },
  build: { outDir: "../dist/bench", target: "es2022", emptyOutDir: true, chunkSizeWarningLimit: 4096 },
});
