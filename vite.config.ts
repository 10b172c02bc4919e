/** @file The page: `vite` serves it while developing, a build writes it to `dist/site`. */

import { defineConfig } from "vite";
import { offline } from "./build/offline.ts";
import { sample } from "./build/sample.ts";
import { wgsl } from "./build/wgsl.ts";

export default defineConfig({
  base: "./", // so that the site works in any folder of any server
  plugins: [wgsl(), sample({ faces: true }), offline()],
  worker: { format: "es", plugins: () => [wgsl()] },
  build: {
    ...{ outDir: "dist/site", target: "es2022", sourcemap: true, emptyOutDir: true },
    rolldownOptions: {
      input: { index: "index.html", "service-worker": "src/page/service-worker.ts" },
      output: {
        // a service worker answers for the folder that it lies in
        entryFileNames: ({ name }) => (name === "service-worker" ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
