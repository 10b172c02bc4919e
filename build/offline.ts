/** @file Tells the service worker which files the page is made of, once all are written. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

const SCRIPT = "service-worker.js";

/** For a build whose entries include `service-worker`. Source maps are not kept for offline use. */
export function offline(): Plugin {
  let site = "";
  return {
    name: "offline",
    apply: "build",
    configResolved({ root, build }) {
      site = resolve(root, build.outDir);
    },
    writeBundle: {
      order: "post",
      handler() {
        const paths = readdirSync(site, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && entry.name !== SCRIPT && !entry.name.endsWith(".map"))
          .map(({ parentPath, name }) =>
            join(parentPath, name)
              .slice(site.length + 1)
              .replaceAll("\\", "/"),
          )
          .sort();
        const files = Object.fromEntries(
          paths.map((path) => [path === "index.html" ? "" : path, hashOf(readFileSync(join(site, path)))]),
        );
        const script = readFileSync(join(site, SCRIPT), "utf8");
        const version = hashOf(JSON.stringify(files) + script);
        const known = `const FILES=${JSON.stringify(files)},VERSION="${version}";\n`;
        writeFileSync(join(site, SCRIPT), known + script);
      },
    },
  };
}

const hashOf = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex").slice(0, 16);
