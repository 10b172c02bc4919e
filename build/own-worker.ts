/**
 * @file In the package for bundlers the worker is started by the one expression that bundlers know, so that they bundle it too,
 * with the files it loads only when it needs them.
 */

import { dirname, relative } from "node:path/posix";
import type { Plugin } from "vite";

/** Survives every rewriting, as nothing is known about it. */
const PLACEHOLDER = "__limelightWorker__";

const SOURCE = `
import url from "./engine.worker.ts?worker&url"; // that it is built, too
export const ownWorker = () => ${PLACEHOLDER}(url);
`;

/** Replaces `src/workers/own-worker.ts`. */
export function ownWorker(): Plugin {
  return {
    name: "own-worker",
    enforce: "pre",
    load: (id) => (id.endsWith("/src/workers/own-worker.ts") ? { code: SOURCE, moduleType: "js" } : null),
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk") continue;
        const path = relative(dirname(chunk.fileName), "engine.worker.js").replace(/^(?!\.)/, "./");
        const start = `new Worker(new URL("${path}", import.meta.url), { type: "module", name: "limelight" })`;
        chunk.code = chunk.code
          .replace(/new URL\([`"'][./]*engine\.worker\.js[`"'],\s*import\.meta\.url\)\.href/, '""') // else it comes twice
          .replace(new RegExp(`${PLACEHOLDER}\\([^)]*\\)`), start);
      }
    },
  };
}
