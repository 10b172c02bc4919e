/** @file The benchmarks: the page in `dist/bench`, where the other engines are and nowhere else, and the script for Node. */

import { defineConfig } from "vite";
import { wgsl } from "./build/wgsl.ts";

const script = {
  ssr: "node.ts",
  outDir: "../dist/bench-node",
  copyPublicDir: false,
  target: "node20",
} as const;
const page = { outDir: "../dist/bench", target: "es2022", chunkSizeWarningLimit: 4096 } as const;

export default defineConfig(({ mode }) => ({
  root: "bench",
  base: "./",
  publicDir: "../public/sample",
  plugins: [wgsl()],
  worker: { format: "es", plugins: () => [wgsl()] },
  build: { emptyOutDir: true, ...(mode === "node" ? script : page) },
  ssr: { noExternal: true, external: ["webgpu"] }, // the kit has no node_modules but that
}));
