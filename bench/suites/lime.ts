/**
 * @file LIME as its users run it, beside what a loop over all samples takes: our own dense path, with the same kernels and
 * with direct convolutions alone, and the other engines.
 */

import type { LimeOptions, LimeResult, ModelInfo, Picture, SegmentationOptions } from "../../src/api.ts";
import { segment } from "../../src/explainers/segmentation/segment.ts";
import type { Net } from "../nets/net.ts";
import type { NetName } from "../nets/nets.ts";
import { filesOf, openOurs } from "../ours.ts";
import { pictureFor } from "../pictures.ts";
import type { Place } from "../place.ts";
import type { Findings } from "../results.ts";
import { batchOf, inTime, netsOf, samplesOf } from "./choices.ts";
import { maskedInputs } from "./masked-inputs.ts";
import { openPeers } from "./peers.ts";
import { measured } from "./turns.ts";

/** The explained score of the two ways to it, whose sums may be in another order. */
const TOLERANCE = 1e-4;

type Cut = "quickshift" | "slic10" | "slic32" | "slic40" | "slic90";

/** lime's own default, as lime runs it; and as nearly so many superpixels of slic's as can be had. */
function optionsOf(cut: Cut, picture: Picture): LimeOptions {
  if (cut === "quickshift")
    return {
      preset: "python",
      segmentation: { algorithm: "quickshift", kernel_size: 4, max_dist: 200, ratio: 0.2 },
    };
  const wanted = Number(cut.slice(4));
  const compactness = picture.channels === 3 ? 10 : 0.1;
  let best: { readonly segmentation: SegmentationOptions; readonly off: number } | undefined;
  for (let n_segments = wanted; n_segments <= 3 * wanted && best?.off !== 0; n_segments++) {
    const segmentation: SegmentationOptions = {
      algorithm: "slic",
      n_segments,
      compactness,
      sigma: 1,
      start_label: 0,
    }; // prettier-ignore
    const off = Math.abs(segment(picture, segmentation).count - wanted);
    if (!best || off < best.off) best = { segmentation, off };
  }
  return { segmentation: best!.segmentation };
}

export async function lime(place: Place, findings: Findings): Promise<void> {
  const { software } = place.backend;
  const large: NetName[] = software && !place.countsOnly ? [] : ["mobilenet-v2", "vgg-like", "resnet-like"];
  for (const net of netsOf(
    place,
    findings,
    "lime",
    place.quick ? ["report-cnn"] : ["report-cnn", "mini-xception", ...large],
  )) {
    const cuts: Cut[] = place.quick
      ? ["quickshift", "slic32"]
      : ["quickshift", "slic10", "slic32", "slic40", "slic90"];
    const chosen = net.name === "report-cnn" ? cuts : (["slic32"] as const);
    for (const cut of inTime(place, findings, `lime/${net.name}`, chosen))
      await one(place, findings, net, cut);
  }
}

async function one(place: Place, findings: Findings, net: Net, cut: Cut): Promise<void> {
  const key = `lime-${cut}/${net.name}`;
  const picture = await pictureFor(place, net);
  const samples = samplesOf(place, net);
  const options = { ...optionsOf(cut, picture), samples, hideColor: 0, top: 1, seed: 7 };
  place.log(`${key}: ${samples} samples`);

  const run = await explainer(place, "webgpu", net, picture);
  try {
    const kept = await run.explain({ ...options, keepData: true });
    const { segments, stats } = kept;
    const share = stats.multiplyAdds / (net.multiplyAdds * samples);
    findings.count(key, stats);
    findings.counts[`${key}/segments`] = segments.count;
    findings.counts[`${key}/executed-over-dense`] = share;
    const points = [[segments.count, share]] as const;
    findings.curves.push({ plot: "work against superpixels", name: net.name, points });
    if (place.countsOnly) return;
    await sameWithoutSharing(findings, key, run, { ...options, samples: Math.min(samples, 256) });
    await beside(place, findings, key, net, { run, options, kept, picture });
  } finally {
    await run.close();
  }
  if (cut === "slic32" || cut === "slic40") await onWasm(place, findings, net, picture, options, cut);
}

interface Explained {
  readonly run: Explainer;
  readonly options: LimeOptions;
  readonly kept: LimeResult;
  readonly picture: Picture;
}

/** The same samples in a loop, a batch of which is timed. */
async function beside(
  place: Place,
  findings: Findings,
  key: string,
  net: Net,
  { run, options, kept, picture }: Explained,
): Promise<void> {
  const samples = options.samples!;
  const batch = Math.min(await batchOf(place, net), kept.data!.rows);
  const loops = [
    { name: "dense", opened: await openOurs(place.backend, net, batch) },
    { name: "dense-direct", opened: await openOurs(await place.direct(), net, batch) },
  ];
  const all = [...loops, ...(await openPeers(place, findings, key, net, batch))];
  try {
    const inputs = maskedInputs(picture, kept, batch);
    const [index, scores] = Object.entries(kept.data!.predictions)[0];
    for (const { name, opened } of all) {
      const found = pickClass(await opened.predict(inputs), net.classes, Number(index));
      findings.same(`${key}/${name}`, scores.subarray(0, batch), found, TOLERANCE);
    }

    const [ours, ...others] = await measured(place, findings, [
      { name: "limelight", run: () => run.explain(options) },
      ...all.map(({ name, opened }) => ({ name, run: () => opened.predict(inputs) })),
    ]);
    const [suite, what] = [key.split("/")[0], `${samples} samples, ${kept.segments.count} superpixels`];
    findings.row({ suite, net: net.name, engine: "limelight", what, rounds: ours.rounds });
    for (const { name, rounds } of others) {
      findings.row({ suite, net: net.name, engine: name, what: `${batch} pictures`, rounds });
      const loop = rounds.map((milliseconds) => (milliseconds * samples) / batch);
      findings.ratio(`${key}/vs-${name}`, loop, ours.rounds);
    }
    findings.curves.push({ plot: "time against samples", name: key, points: [[0, 0], ...run.curve()] });
  } finally {
    for (const { opened } of all) await opened.dispose();
  }
}

/** What samples have in common is computed once, and changes nothing: not one bit, of any sample. */
async function sameWithoutSharing(
  findings: Findings,
  key: string,
  { explain }: Explainer,
  options: LimeOptions,
): Promise<void> {
  const scores = async (sharing: "auto" | "off") => {
    const { data } = await explain({ ...options, keepData: true, sharing });
    return Object.values(data!.predictions)[0];
  };
  findings.same(`${key}/sharing`, await scores("auto"), await scores("off"), 0);
}

/** Where there is no GPU: the same on wasm, against TensorFlow.js predicting every sample. */
async function onWasm(
  place: Place,
  findings: Findings,
  net: Net,
  picture: Picture,
  options: LimeOptions,
  cut: Cut,
): Promise<void> {
  const key = `lime-${cut}-wasm/${net.name}`;
  const samples = options.samples!;
  const batch = Math.min(32, samples);
  const [peer] = await openPeers(place, findings, key, net, batch, (name) => name === "tfjs-wasm");
  if (!peer) return;
  place.log(`${key}: ${samples} samples`);
  const run = await explainer(place, "wasm", net, picture);
  try {
    const kept = await run.explain({ ...options, keepData: true });
    findings.count(key, kept.stats);
    const inputs = maskedInputs(picture, kept, batch);
    await peer.opened.predict(inputs);
    const times = await measured(place, findings, [
      { name: "limelight-wasm", run: () => run.explain(options) },
      { name: peer.name, run: () => peer.opened.predict(inputs) },
    ]);
    const [ours, other] = times;
    findings.row({
      suite: `lime-${cut}-wasm`,
      net: net.name,
      engine: "limelight",
      what: `${samples} samples`,
      rounds: ours.rounds,
    });
    findings.row({
      suite: `lime-${cut}-wasm`,
      net: net.name,
      engine: peer.name,
      what: `${batch} pictures`,
      rounds: other.rounds,
    });
    findings.ratio(
      `${key}/vs-${peer.name}`,
      other.rounds.map((milliseconds) => (milliseconds * samples) / batch),
      ours.rounds,
    ); // prettier-ignore
  } finally {
    await run.close();
    await peer.opened.dispose();
  }
}

interface Explainer {
  /** The last result. */
  explain(options: LimeOptions): Promise<LimeResult>;
  /** Of the last run: samples and seconds, result by result. */
  curve(): [samples: number, seconds: number][];
  close(): Promise<void>;
}

async function explainer(
  place: Place,
  backend: "webgpu" | "wasm",
  net: Net,
  picture: Picture,
): Promise<Explainer> {
  const engine = await place.engine(backend);
  const model: ModelInfo = await engine.open([...filesOf(net)], { range: [0, 1] });
  let points: [number, number][] = [];
  return {
    async explain(options) {
      points = [];
      let last: LimeResult | undefined;
      for await (const result of engine.lime(model, picture, options)) {
        last = result;
        points.push([result.stats.samples, result.stats.milliseconds / 1000]);
      }
      return last!;
    },
    curve: () => points,
    close: () => engine.close(model),
  };
}

/** One class of each row. */
const pickClass = (rows: Float32Array, classes: number, index: number) =>
  Float64Array.from({ length: rows.length / classes }, (_, row) => rows[row * classes + index]);
