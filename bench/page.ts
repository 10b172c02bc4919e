/** @file The page of `npm run bench`: every engine on the same adapter, driven from outside through `bench`. */

import { createEngine, type Engine, VERSION } from "../src/index.ts";
import { openWebgpu } from "../src/kernels/plan.ts";
import { finish } from "./finish.ts";
import { NETS } from "./nets/nets.ts";
import { peakMeter } from "./peak.ts";
import { PEERS, type Peer, type PeerName, type Place } from "./place.ts";
import { Findings } from "./results.ts";
import { type Options, SUITES, type SuiteName } from "./suites/suites.ts";

const adapter = await navigator.gpu.requestAdapter({ powerPreference: "high-performance" });
if (!adapter) throw new Error("no WebGPU adapter");
const peak = await peakMeter(await adapter.requestDevice());
const backend = await openWebgpu({ tuning: new Map() });
let direct: ReturnType<typeof openWebgpu> | undefined;
const engines = new Map<string, Promise<Engine>>();
const versions: Record<string, string> = { limelight: VERSION };
const peers = new Map<PeerName, Promise<Peer>>();

async function start(name: PeerName): Promise<Peer> {
  const onWebgpu = name.endsWith("webgpu") ? "webgpu" : "wasm";
  const peer = name.startsWith("tfjs")
    ? await (await import("./peers/tfjs.ts")).tfjsPeer(onWebgpu)
    : (await import("./peers/onnxruntime.ts")).onnxruntimePeer(onWebgpu);
  versions[name.replace(/-.*/, "")] = peer.version;
  return peer;
}

/** One suite. Gives what it found; throws where answers are unequal. */
async function run(suite: SuiteName, options: Options & { readonly peers: readonly PeerName[] }) {
  const findings = new Findings();
  const chosen: Peer[] = [];
  for (const name of PEERS.filter((name) => options.peers.includes(name))) {
    if (!peers.has(name)) peers.set(name, start(name));
    await peers.get(name)!.then(
      (peer) => chosen.push(peer),
      (error: Error) => findings.missing.push(`${name} does not start: ${error.message.slice(0, 300)}`),
    );
  }
  const place: Place = {
    ...options,
    ...{ backend, peak, peers: chosen, countsOnly: false },
    direct: () => (direct ??= openWebgpu({ tuning: new Map(), winograd: false })),
    engine(name) {
      if (!engines.has(name)) engines.set(name, createEngine({ backend: name }));
      return engines.get(name)!;
    },
    picture: (name) => name,
    log: (line) => console.log(line),
  };
  await SUITES[suite](place, findings);
  return { ...findings, versions };
}

const { vendor, architecture, device, description } = adapter.info;
const about = {
  adapter: backend.adapter,
  software: backend.software,
  vendor,
  architecture,
  device,
  description,
  features: [...adapter.features].sort().join(" "),
  userAgent: navigator.userAgent,
};

const names = { suites: Object.keys(SUITES), nets: Object.keys(NETS), peers: PEERS };
const bench = { about, names, run, finish };
export type Bench = typeof bench;
Object.assign(window, { bench });
