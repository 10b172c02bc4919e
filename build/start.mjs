/** @file `npm start [-- --port N]`: builds the page, serves it, and says what will compute on this machine. */

import { join } from "node:path";
import { parseArgs } from "node:util";
import { preview } from "vite";
import { buildParts } from "./build.mjs";
import { dawnAdapter } from "./dawn.mjs";

const { values } = parseArgs({ options: { port: { type: "string", default: "4173" } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`--port is '${values.port}'; it takes a whole number from 1 to 65535`);
  process.exit(1);
}

await buildParts(["page"]);
const root = join(import.meta.dirname, "..");
const server = await preview({ root, configFile: join(root, "vite.config.ts"), preview: { port } }); // or the next free one
console.log(`Limelight: ${server.resolvedUrls?.local[0]}`);

const adapter = dawnAdapter();
console.log(
  adapter
    ? `Adapter: ${adapter}, in Node. In the page your browser decides: it shows its own.`
    : "Adapter: none in Node, which computes on wasm. In the page your browser decides: it shows its own.",
);
console.log("Ctrl+C ends it.");
