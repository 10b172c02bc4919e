/** @file `npm run bench:node`, and the kit: our engine's suites in Node, on Dawn. */

import { readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { create, globals } from "webgpu";
import { VERSION } from "../src/api.ts";
import { decodePicture } from "../src/images/decode-node.ts";
import { openWebgpu } from "../src/kernels/plan.ts";
import { EngineClient } from "../src/workers/client.ts";
import { EngineService } from "../src/workers/engine-service.ts";
import type { Platform } from "../src/workers/platform.ts";
import { finish, type Part } from "./finish.ts";
import { NETS, type NetName } from "./nets/nets.ts";
import { peakMeter } from "./peak.ts";
import type { Place } from "./place.ts";
import { Findings } from "./results.ts";
import { SUITES, type SuiteName } from "./suites/suites.ts";

const HELP = `Our engine's benchmarks on the GPU of this machine, or on what stands for one.

  --suite LIST     of ${Object.keys(SUITES).join(", ")} (default: all)
  --nets LIST      of ${Object.keys(NETS).join(", ")} (default: those of each suite)
  --quick          small networks, few samples, few rounds
  --precision P    of weights on the GPU: f32 or f16 (default: f32)
  --counts         an adapter that computes nothing: no times, but all that is counted, in a moment
  --patience S     begin no further round after S seconds of one measurement (default: 60; quick: 5)
  --json FILE      write the results there, and beside it the report as .html (default: bench.json)`;

const { values } = parseArgs({
  options: {
    suite: { type: "string" },
    nets: { type: "string" },
    quick: { type: "boolean", default: false },
    precision: { type: "string", default: "f32" },
    counts: { type: "boolean", default: false },
    patience: { type: "string" },
    json: { type: "string", default: process.env.BENCH_JSON ?? "bench.json" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit();
}
const suites = choose("suite", values.suite, Object.keys(SUITES) as SuiteName[]) ?? usual();
const nets = choose("nets", values.nets, Object.keys(NETS) as NetName[]);
const patience = Number(values.patience ?? (values.quick ? 5 : 60));
if (!(patience >= 0)) fail(`--patience is '${values.patience}'; it takes seconds`);
const { precision } = values;
if (precision !== "f32" && precision !== "f16") fail(`--precision is '${precision}'; it takes f32 or f16`);

Object.assign(globalThis, globals);
const gpu = create(values.counts ? ["backend=null"] : []); // for the life of the process: Dawn crashes if it is collected before its devices
const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
if (!adapter) fail("no WebGPU adapter: is there a Vulkan driver? (VK_DRIVER_FILES names its .json)");
const backend = await openWebgpu({ gpu, precision, ...(values.counts ? {} : { tuning: new Map() }) });
let direct: ReturnType<typeof openWebgpu> | undefined;
const here: Platform = {
  gpu: async () => gpu,
  wasmPaths: async () => fail("there is no wasm here"),
  read: async (path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }),
  tuning: async () => new Map(),
  list: async () => fail("there are no data sets here"),
  decode: ({ bytes, name }) => decodePicture(bytes, name),
};
const service = new EngineService({ backend: "webgpu", precision }, here);
const engine = new EngineClient(service, (address) => address);
const meter = values.counts ? undefined : await peakMeter(await adapter.requestDevice());
const place: Place = {
  ...{ backend, nets, patience, until: Infinity, quick: values.quick, countsOnly: values.counts, peers: [] },
  direct: () => (direct ??= openWebgpu({ gpu, precision, tuning: new Map(), winograd: false })),
  engine: async () => engine,
  peak: async () => (await meter?.()) ?? { gflops: 0, gigabytes: 0 },
  picture: (name) => resolve(process.env.BENCH_PICTURES ?? "public/sample", name),
  memory: () => process.memoryUsage().rss,
  processor: () => (process.cpuUsage().user + process.cpuUsage().system) / 1000,
  ...(gc ? { held: () => held(gc!) } : {}), // node --expose-gc
  log: (line) => console.log(line),
};

function held(collect: () => void): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const parts: Part[] = [];
let failed = 0;
console.log(`${backend.adapter}, weights in ${precision}; Node ${process.version}`);
for (const suite of suites) {
  const findings = new Findings();
  try {
    await SUITES[suite](place, findings);
    parts.push({ ...findings, versions: { limelight: VERSION } });
  } catch (error) {
    failed++;
    console.error(`FAILED ${suite}: ${(error as Error).message}`);
  }
}
const { vendor, architecture, description } = adapter.info;
const counted = parts.map((part) => ({ ...part, rows: [], peaks: [] }));
const { results, table, report } = finish(values.counts ? counted : parts, {
  device: {
    ...{ adapter: backend.adapter, software: backend.software, precision, vendor, architecture, description },
    ...{ node: process.version, system: `${platform()} ${arch()}` },
    ...{ cores: cpus().length, processor: cpus()[0]?.model ?? "" },
  },
  command: [process.env.BENCH_COMMAND ?? "./bench", ...process.argv.slice(2)].join(" "),
  quick: values.quick,
  commit: process.env.BENCH_COMMIT ?? "",
});
const json = resolve(values.json);
const html = json.replace(/(\.json)?$/, ".html");
writeFileSync(json, `${JSON.stringify(results, null, 1)}\n`);
writeFileSync(html, report);
console.log(`\n${table}\n\nResults: ${json}\nReport:  ${html}`);
process.exit(failed ? 1 : 0); // Dawn keeps the process alive

/** Counts need no time, so only suites that count are run. */
function usual(): SuiteName[] {
  return values.counts ? ["forward", "lime", "ascent"] : (Object.keys(SUITES) as SuiteName[]);
}

function choose<T extends string>(
  option: string,
  list: string | undefined,
  known: readonly T[],
): T[] | undefined {
  const chosen = list?.split(",").filter(Boolean);
  const unknown = chosen?.find((name) => !(known as readonly string[]).includes(name));
  if (unknown !== undefined) fail(`--${option} has '${unknown}'; there are ${known.join(", ")}`);
  return chosen as T[] | undefined;
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
