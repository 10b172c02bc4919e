/** @file Puts the bundled models beside the bundled pictures of `public/sample`, where they are served under `sample/`. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";

const human = resolve(import.meta.dirname, "../node_modules/@vladmandic/human");

type Files = Readonly<Record<string, string>>;

/** A network for photos of faces, from its package. By the name they are served under. */
const EMOTION: Files = {
  "sample/emotion.json": `${human}/models/emotion.json`,
  "sample/emotion.bin": `${human}/models/emotion.bin`,
  "sample/emotion.LICENSE.txt": `${human}/LICENSE`,
};

const faces = resolve(import.meta.dirname, "../examples/faces");

/** Our own network, faces it has not seen, and what its training left behind. */
const FACES: Files = {
  "sample/faces.h5": `${faces}/faces.h5`,
  "sample/held-out.zip": `${faces}/held-out.zip`,
  ...Object.fromEntries(
    ["loss", "accuracy", "val_loss", "val_accuracy"].map((name) => [
      `sample/faces_${name}.npy`,
      `${faces}/${name}.npy`,
    ]),
  ),
};

/** Serves the files while developing, and writes them in a build. `faces`: our own network, too. */
export function sample({ faces }: { readonly faces: boolean }): Plugin {
  const files = faces ? { ...EMOTION, ...FACES } : EMOTION;
  return {
    name: "sample",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = files[(request.url ?? "").replace(/^\/|\?.*$/g, "")];
        if (file) response.end(readFileSync(file));
        else next();
      });
    },
    generateBundle() {
      for (const [fileName, file] of Object.entries(files))
        this.emitFile({ type: "asset", fileName, source: readFileSync(file) });
    },
  };
}
