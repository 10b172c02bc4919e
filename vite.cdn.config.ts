/**
 * @file The elements for a page without a bundler, in one file: `dist/cdn/limelight.js`. The worker, and what it loads only
 * when it needs it, lie beside it.
 */

import { defineConfig } from "vite";
import { buildForBrowsers, forBrowsers } from "./build/for-browsers.ts";
import { wgsl } from "./build/wgsl.ts";

export default defineConfig({
  ...forBrowsers,
  plugins: [wgsl()],
  build: {
    ...buildForBrowsers,
    outDir: "dist/cdn",
    emptyOutDir: true,
    rolldownOptions: {
      input: { limelight: "src/ui/cdn.ts" },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js", assetFileNames: "assets/[name]-[hash][extname]" },
    },
  },
});
