/** @file What the two builds for other people's pages have in common: the library, and the one file for pages without a bundler. */

import type { UserConfig } from "vite";
import { wgsl } from "./wgsl.ts";

export const forBrowsers = {
  base: "./", // the worker is found beside the script that starts it
  publicDir: false,
  worker: {
    format: "es",
    plugins: () => [wgsl()],
    rolldownOptions: { output: { entryFileNames: "[name].js", chunkFileNames: "worker/[name]-[hash].js" } },
  },
} satisfies UserConfig;

export const buildForBrowsers = {
  target: "es2022",
  sourcemap: true,
  assetsInlineLimit: 0,
  modulePreload: false,
} satisfies UserConfig["build"];
