/**
 * @file `node build/size.mjs`: what a page loads of `dist/cdn`, with budgets; ends with 1 past one. Needs `npm run build` first.
 *
 * A file counts together with all that it imports at once; what it loads only when that is used is listed beneath. Of an element
 * counts what it has for itself: what another element needs too is shared.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build, loadConfigFromFile } from "vite";

const root = join(import.meta.dirname, "..");
const cdn = join(root, "dist/cdn");

/** @type {Record<string, number>} Bytes of gzip. */
const BUDGETS = { "limelight.js": 150_000, "engine.worker.js": 80_000 };
const ELEMENT_BUDGET = 10_000;

/** @param {string} file @param {Set<string>} [seen] The file, and what it imports at once. */
function loadedWith(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imported = readFileSync(file, "utf8").matchAll(/\b(?:import|from)\s*"(\.[^"]+\.js)"/g);
  for (const [, path] of imported) loadedWith(join(dirname(file), path), seen);
  return seen;
}

/** @param {Iterable<string>} files */
function sizeOf(files) {
  const all = [...files].map((file) => readFileSync(file));
  return {
    bytes: all.reduce((sum, { length }) => sum + length, 0),
    gzip: all.reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0),
  };
}

/** What the elements that people embed have for themselves, when all are bundled with what they share apart. */
async function ownParts() {
  const listed = readFileSync(join(root, "src/ui/index.ts"), "utf8").matchAll(
    /export \{ Limelight\w+ \} from "\.\/elements\/([\w-]+)\.ts"/g,
  );
  const input = Object.fromEntries(Array.from(listed, ([, name]) => [name, `src/ui/elements/${name}.ts`]));
  const env = { command: /** @type {const} */ ("build"), mode: "production" };
  const loaded = await loadConfigFromFile(env, join(root, "vite.cdn.config.ts"));
  const config = loaded?.config;
  const rolldownOptions = { ...config?.build?.rolldownOptions, input };
  const built = await build({
    ...{ ...config, root, configFile: false, logLevel: "warn" },
    build: { ...config?.build, write: false, sourcemap: false, rolldownOptions },
  });
  const chunks = [built]
    .flat()
    .flatMap((part) => ("output" in part ? part.output : []))
    .filter((part) => part.type === "chunk");
  return Object.entries(input).map(([name, path]) => {
    const chunk = chunks.find(({ moduleIds }) => moduleIds.includes(join(root, path)));
    if (!chunk) throw new Error(`${path} is in no chunk`);
    return { name, bytes: Buffer.from(chunk.code) };
  });
}

const number = (/** @type {number} */ n) => n.toLocaleString("en").padStart(9);
/** @param {string} name @param {Iterable<string>} files @param {string} [note] */
function row(name, files, note = "") {
  const { bytes, gzip } = sizeOf(files);
  console.log(`${name.padEnd(40)}${number(bytes)}${number(gzip)}  ${note}`.trimEnd());
  return gzip;
}

const missing = Object.keys(BUDGETS).filter((name) => !existsSync(join(cdn, name)));
if (missing.length > 0) {
  console.error(`dist/cdn has no ${missing.join(" and no ")}; run npm run build first`);
  process.exit(1);
}

console.log(`${"file".padEnd(40)}${"bytes".padStart(9)}${"gzip".padStart(9)}`);
const counted = new Set();
const over = Object.entries(BUDGETS).filter(([name, most]) => {
  const files = loadedWith(join(cdn, name));
  for (const file of files) counted.add(file);
  return row(name, files, `of ${number(most).trim()}`) > most;
});
for (const path of readdirSync(cdn, { recursive: true, encoding: "utf8" }).sort()) {
  const file = join(cdn, path);
  if (/\.(js|wasm)$/.test(path) && !counted.has(file)) row(`  ${relative(cdn, file)}`, [file]);
}

console.log("\nelement, of its own");
for (const { name, bytes } of await ownParts()) {
  const gzip = gzipSync(bytes, { level: 9 }).length;
  console.log(
    `  ${name.padEnd(38)}${number(bytes.length)}${number(gzip)}  of ${number(ELEMENT_BUDGET).trim()}`,
  );
  if (gzip > ELEMENT_BUDGET) over.push([name, ELEMENT_BUDGET]);
}

for (const [name, most] of over) console.error(`${name} is larger than its budget, ${most} bytes of gzip`);
process.exit(over.length > 0 ? 1 : 0);
