/** @file Puts the bundled model beside the bundled pictures of `public/sample`: from its package, not from this repository. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";

const human = resolve(import.meta.dirname, "../node_modules/@vladmandic/human");

/** By the name they are served under. */
const FILES: Readonly<Record<string, string>> = {
  "sample/emotion.json": `${human}/models/emotion.json`,
  "sample/emotion.bin": `${human}/models/emotion.bin`,
  "sample/emotion.LICENSE.txt": `${human}/LICENSE`,
};

/** Serves the files while developing, and writes them in a build. */
export function sample(): Plugin {
  return {
    name: "sample",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = FILES[(request.url ?? "").replace(/^\/|\?.*$/g, "")];
        if (file) response.end(readFileSync(file));
        else next();
      });
    },
    generateBundle() {
      for (const [fileName, file] of Object.entries(FILES))
        this.emitFile({ type: "asset", fileName, source: readFileSync(file) });
    },
  };
}
