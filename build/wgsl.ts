/** @file Lets TypeScript import a shader as a string. Used by Vite, Vitest and the shader test. */

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Plugin } from "vite";

/** The text of a shader, after the text of every file it names on a `// @use` line, each once. */
export function readShader(path: string, seen = new Set<string>()): string {
  if (seen.has(path)) return "";
  seen.add(path);
  const source = readFileSync(path, "utf8");
  const used = [...source.matchAll(/^\/\/ @use (\S+)$/gm)].map((m) => resolve(dirname(path), m[1]));
  const enables = source.match(/^enable .*;$/gm) ?? []; // WGSL wants these before all else
  return [
    ...enables,
    ...used.map((file) => readShader(file, seen)),
    source.replace(/^enable .*;$/gm, ""),
  ].join("\n");
}

/** A Vite plugin: `import source from "x.wgsl"` gives the linked text; in a build, without its comments. */
export function wgsl(): Plugin {
  let build = false;
  return {
    name: "wgsl",
    enforce: "pre",
    configResolved(config) {
      build = config.command === "build";
    },
    load(id) {
      if (!id.endsWith(".wgsl")) return null;
      const seen = new Set<string>();
      const text = readShader(id, seen);
      for (const file of seen) this.addWatchFile(file);
      return {
        code: `export default ${JSON.stringify(build ? withoutComments(text) : text)};`,
        moduleType: "js",
      };
    },
  };
}

const withoutComments = (text: string) =>
  text
    .split("\n")
    .map((line) => line.replace(/\/\/.*$/, "").trim())
    .filter(Boolean)
    .join("\n");
