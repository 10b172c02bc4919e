/**
 * @file Writes `dist/custom-elements.json`: what each element takes, fires and has slots for, for editors and catalogues; from
 * the comments in `src/ui`. Format: https://github.com/webcomponents/custom-elements-manifest.
 */

import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/** @typedef {{ name: string, kind?: string, description?: string, privacy?: string, static?: boolean }} Member */
/** @typedef {{ name: string, description?: string, members?: Member[], events?: Member[], slots?: Member[], tagName?: string }} Declaration */

/** The name of each element's class in the page, as define.ts has it. @returns {Map<string, string>} */
function tagNames() {
  const text = readFileSync(join(root, "src/ui/define.ts"), "utf8");
  return new Map(
    Array.from(text.matchAll(/"(limelight-[a-z-]+)": elements\.(\w+),/g), (found) => [found[2], found[1]]),
  );
}

/** The custom properties of tokens.css, which all elements share: the first value of each is that of the light theme. */
function customProperties() {
  const text = readFileSync(join(root, "src/ui/tokens.css"), "utf8");
  const found = Array.from(text.matchAll(/^ *(--ll-[\w-]+):\s*([^;]+);(?: *\/\* (.+?) \*\/)?/gm));
  const first = new Map(
    found.reverse().map(([, name, value, description]) => [name, { name, default: value, description }]),
  );
  return [...first.values()].reverse();
}

/** @param {Member} member What a page can use of it. */
const isPublic = ({ name, privacy, static: isStatic }) =>
  !isStatic && !/^[_#]/.test(name) && (privacy === undefined || privacy === "public");

/** Throws for what no comment describes. */
export function writeElements() {
  const analyzer = join(root, "node_modules/@custom-elements-manifest/analyzer/cem.js");
  const asked = [
    "analyze",
    "--litelement",
    "--quiet",
    "--globs",
    "src/ui/**/*.ts",
    "--exclude",
    "src/ui/**/*.test.ts",
    "--outdir",
    "dist",
  ];
  const { status } = spawnSync(process.execPath, [analyzer, ...asked], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error("the elements could not be described");

  const file = join(root, "dist/custom-elements.json");
  const { schemaVersion, modules } = JSON.parse(readFileSync(file, "utf8"));
  /** @type {Declaration[]} */
  const found = modules.flatMap(
    (/** @type {{ declarations?: Declaration[] }} */ { declarations = [] }) => declarations,
  );
  const cssProperties = customProperties();
  /** @type {string[]} */
  const undescribed = [];
  const declarations = Array.from(tagNames(), ([name, tagName]) => {
    const declaration = found.find((each) => each.name === name);
    if (!declaration) throw new Error(`no class ${name} for <${tagName}>`);
    const members = (declaration.members ?? []).filter(isPublic);
    const bare = [
      declaration,
      ...members,
      ...(declaration.events ?? []),
      ...(declaration.slots ?? []),
    ].filter(({ description }) => !description);
    if (bare.length > 0) undescribed.push(`<${tagName}> ${bare.map((each) => each.name).join(", ")}`);
    const superclass = { name: "LitElement", package: "lit" };
    return { ...declaration, members, cssProperties, tagName, customElement: true, superclass };
  });

  if (undescribed.length > 0) throw new Error(`no comment describes these:\n${undescribed.join("\n")}`);

  const path = "dist/define.js";
  const exports = declarations.map(({ name, tagName }) => {
    return { kind: "custom-element-definition", name: tagName, declaration: { name, module: path } };
  });
  const manifest = { schemaVersion, modules: [{ kind: "javascript-module", path, declarations, exports }] };
  writeFileSync(file, JSON.stringify(manifest, null, 1));
}

if (process.argv[1] === import.meta.filename) writeElements();
