/** @file `npm run faces:write -- FOLDER`: draws the demo's faces, to train on. */

import { join } from "node:path";
import { runnerImport } from "vite";

const root = join(import.meta.dirname, "..");
const config = /** @type {const} */ ({
  root,
  configFile: join(root, "vite.node.config.ts"),
  logLevel: "error",
});

const { module } = await runnerImport(join(root, "examples/faces/write.ts"), config);
module.writeSets(process.argv[2] ?? join(root, "dist/faces"));
