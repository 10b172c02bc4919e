/**
 * @file Gradient ascent: the pictures that excite filters most (Erhan et al., 2009; Simonyan et al., 2014,
 * https://arxiv.org/abs/1312.6034). Many filters climb together, as the batch; a frame of many steps is one submit.
 */

import { EngineError } from "../errors.ts";
import { GraphBuilder, sizeOf } from "../graph/graph.ts";
import type { Plan, PlanStats } from "../kernels/backend.ts";
import { optimise } from "../passes/optimise.ts";
import { VERSION } from "../version.ts";
import { type AscentGraph, ascentGraph } from "./ascent-graph.ts";
import type { AscentOptions, AscentResult } from "./ascent-options.ts";
import { type AscentSetup, inputRange, isMoved, prepareAscent } from "./ascent-setup.ts";
import { shown } from "./ascent-shown.ts";
import { startOf } from "./ascent-start.ts";
import { type UnlessCancelled, whenAborted } from "./cancellation.ts";
import { refuse } from "./checks.ts";
import type { Subject } from "./classify.ts";
import { compileWithin } from "./compile.ts";
import { mapShape } from "./layer.ts";
import { ranOn } from "./run-info.ts";

/** A submit is to take about this long. */
const FRAME = 100; // milliseconds

/**
 * Yields frames; each has every filter's picture so far. Throws EngineError("bad-option") for options out of range,
 * "no-gradient" for a layer that does not depend on the picture, "cancelled" when `signal` aborts.
 */
export async function* ascent(
  subject: Subject,
  options: AscentOptions = {},
  signal?: AbortSignal,
): AsyncGenerator<AscentResult, void> {
  const cancelled = whenAborted(signal);
  try {
    yield* climb(subject, prepareAscent(subject.model, options), cancelled.or);
  } finally {
    cancelled.forget();
  }
}

async function* climb(
  subject: Subject,
  setup: AscentSetup,
  unlessCancelled: UnlessCancelled,
): AsyncGenerator<AscentResult, void> {
  const started = performance.now();
  const { backend, model } = subject;
  const g = new GraphBuilder();
  const parts = ascentGraph(g, model, setup);
  const channels = mapShape(parts.layer.value)[2];
  const filters = setup.filters ?? Array.from({ length: Math.min(32, channels) }, (_, i) => i);
  const has = `0 to ${channels - 1}, the filters of layer '${parts.layer.name}'`;
  if (filters.length === 0) refuse("filters", "[]", `some of ${has}`);
  const bad = filters.find((f) => !Number.isInteger(f) || f < 0 || f >= channels);
  if (bad !== undefined) refuse("filters", bad, has);
  const start = await startOf(subject, setup, filters.length, unlessCancelled);
  const { current, losses, carries } = parts;
  const graph = optimise(g.build([...new Set([current, losses, ...carries.map(({ from }) => from)])]));
  const most = Math.min(filters.length, setup.batch ?? 256);
  const plan = await compileWithin(backend, graph, { most, memoryBudget: setup.memoryBudget, carries });

  if (setup.diversity > 0 && plan.maxBatch < filters.length) {
    plan.dispose();
    const message = `diversity compares all ${filters.length} pictures at once, and ${plan.maxBatch} fit; ask for fewer, or allow more memory`;
    throw new EngineError("bad-option", message);
  }

  const size = sizeOf(model.inputShape);
  const values = new Float32Array(filters.length * size);
  const curves = filters.map(() => new Float32Array());
  const chunks = Math.ceil(filters.length / plan.maxBatch);
  const total = chunks * setup.steps;
  let perFrame = setup.stepsPerFrame ?? 1;
  try {
    for (let from = 0, chunk = 0; from < filters.length; from += plan.maxBatch, chunk++) {
      const batch = Math.min(plan.maxBatch, filters.length - from);
      begin(
        plan,
        parts,
        setup,
        start.subarray(from * sizeOf(parts.x.shape)),
        filters.slice(from, from + batch),
        channels,
      );
      for (let done = 0; done < setup.steps; ) {
        const steps = Math.min(perFrame, setup.steps - done);
        const last = done + steps === setup.steps;
        const asked = performance.now();
        // the last frame looks once more, from the place it has come to
        const [inputs, curve] = await unlessCancelled(
          plan.askAll([current, losses], batch, steps + Number(last)),
        );
        if (setup.stepsPerFrame === undefined && performance.now() - asked < FRAME / 2) perFrame *= 2;
        done += steps;
        values.set(inputs, from * size);
        for (let n = 0; n < batch; n++)
          curves[from + n] = curve.slice(n * (setup.steps + 1), n * (setup.steps + 1) + done + Number(last));
        const isDone = last && from + batch === filters.length;
        const stats = { ...plan.stats(), milliseconds: performance.now() - started };
        yield resultOf(subject, setup, parts, filters, values, curves, {
          ...{ ...stats, done: chunk * setup.steps + done, total, batch: plan.maxBatch },
          isDone,
        });
      }
    }
  } finally {
    plan.dispose();
  }
}

function begin(
  plan: Plan,
  { x, chosen, curve, step, seed, remembered }: AscentGraph,
  setup: AscentSetup,
  start: Float32Array<ArrayBuffer>,
  filters: readonly number[],
  channels: number,
): void {
  const batch = filters.length;
  plan.write(x, start.slice(0, batch * sizeOf(x.shape)));
  const weights = new Float32Array(batch * channels);
  for (const [n, filter] of filters.entries())
    if (setup.objective === "direction") weights.set(setup.direction!, n * channels);
    else weights[n * channels + filter] = 1;
  if (setup.objective !== "deep-dream") plan.write(chosen, weights);
  plan.write(curve, new Float32Array(batch * (setup.steps + 1)));
  plan.write(step, new Float32Array(1));
  if (isMoved(setup)) plan.write(seed, Uint32Array.of(setup.seed));
  for (const value of remembered) plan.write(value, new Float32Array(batch * sizeOf(value.shape)));
}

interface Progress extends PlanStats {
  readonly done: number;
  readonly total: number;
  readonly batch: number;
  readonly milliseconds: number;
  readonly isDone: boolean;
}

function resultOf(
  { backend, model }: Subject,
  setup: AscentSetup,
  { layer }: AscentGraph,
  filters: readonly number[],
  values: Float32Array<ArrayBuffer>,
  curves: readonly Float32Array<ArrayBuffer>[],
  { isDone, ...stats }: Progress,
): AscentResult {
  const [height, width, channels] = model.inputShape;
  const size = height * width * channels;
  const activations = curves.map((curve) => curve.at(-1) ?? Number.NaN);
  const order = [...filters.keys()].sort(
    (a, b) => (activations[b] || -Infinity) - (activations[a] || -Infinity),
  );
  const { start, direction: _, ...rest } = setup;
  return {
    method: "ascent",
    done: isDone,
    model: model.name,
    preprocessing: model.preprocessing,
    classes: model.classes,
    options: { ...rest, layer: layer.name, filters, start: typeof start === "string" ? start : "given" },
    seed: setup.seed,
    versions: { limelight: VERSION },
    ...ranOn(backend),
    layer: layer.name,
    ...{ height, width, channels: channels as 1 | 3 },
    pictures: filters.map((filter, i) => ({
      filter,
      pixels: shown(
        values.subarray(i * size, (i + 1) * size),
        setup.contrast,
        inputRange(model),
        model.preprocessing,
      ),
      losses: curves[i],
      activation: activations[i],
      rank: order.indexOf(i),
      ...troubleOf(filter, curves[i]),
    })),
    ...(isDone ? { values } : {}),
    stats,
    warnings: [],
  };
}

function troubleOf(filter: number, losses: Float32Array) {
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  if (bad >= 0)
    return {
      dead: false,
      trouble: `filter ${filter}: after ${bad} steps its answer is no number; a smaller rate helps`,
    };
  const dead = losses.length > 1 && losses.every((loss) => loss === losses[0]);
  if (!dead) return { dead };
  const trouble = `filter ${filter} is dead: it answers ${losses[0]} and has no slope here; another start, or redirect, may wake it`;
  return { dead, trouble };
}
