/**
 * @file A plan in parts, for graphs with steps that only TensorFlow.js can compute. Our steps run on the GPU; between them
 * what the others read is read back, and what they give is uploaded.
 */

import { type Graph, type Node, sizeOf, type Value, type Weight } from "../graph/graph.ts";
import type { Backend, Carry, CompileOptions, Plan, PlanStats } from "./backend.ts";
import { isAlias, needsTfjs } from "./memory.ts";
import { RunQueue } from "./run-queue.ts";
import { isLasting, splitSteps } from "./steps.ts";

type Compile = Backend["compile"];
type Numbers = Float32Array<ArrayBuffer>;

/** Compiles each part by `gpu` or `tfjs`. Throws what they throw. */
export async function bridge(
  gpu: Compile,
  tfjs: Compile,
  graph: Graph,
  { carries = [], ...options }: CompileOptions,
): Promise<Plan> {
  const parts: Part[] = [];
  try {
    for (const part of partsOf(graph, carries)) {
      const compile = part.nodes.some(needsTfjs) ? tfjs : gpu;
      parts.push({ graph: part, plan: await compile(part, options) });
    }
  } catch (error) {
    for (const { plan } of parts) plan.dispose();
    throw error;
  }
  return new BridgedPlan(graph, parts, carries, options.maxBatch);
}

interface Part {
  readonly graph: Graph;
  readonly plan: Plan;
}

/**
 * Each step as early as it can run: in an even part ours, in an odd one those of TensorFlow.js. What only has another
 * shape stays where its input is.
 */
function partsOf(graph: Graph, carries: readonly Carry[]): Graph[] {
  const levels = new Map<Value, number>();
  const parts: Node[][] = [];
  for (const node of graph.nodes) {
    const after = Math.max(0, ...node.inputs.map((input) => levels.get(input) ?? 0));
    const isWrong = !isAlias(node) && after % 2 !== Number(needsTfjs(node));
    const level = after + Number(isWrong);
    levels.set(node.output, level);
    (parts[level] ??= []).push(node);
  }
  const wanted = new Set([...graph.outputs, ...carries.map(({ from }) => from)]);
  return Object.values(parts).map((nodes) => {
    const made = new Set(nodes.map(({ output }) => output));
    const read = new Set(nodes.flatMap((node) => node.inputs));
    const readElsewhere = new Set(
      graph.nodes.filter(({ output }) => !made.has(output)).flatMap((node) => node.inputs),
    );
    return {
      nodes,
      inputs: [...read].filter((value) => !made.has(value) && !graph.weights.has(value)),
      weights: new Map([...graph.weights].filter(([value]) => read.has(value))),
      outputs: [...made].filter((value) => wanted.has(value) || readElsewhere.has(value)),
    };
  });
}

class BridgedPlan implements Plan {
  readonly maxBatch: number;
  readonly #parts: readonly Part[];
  readonly #carries: readonly Carry[];
  /** What stays the same until something is written that it depends on. */
  readonly #lasting: ReadonlySet<Value>;
  #stale = true;
  /** How many were written along each axis. */
  readonly #lengths = new Map<Value["along"], number>();
  readonly #queue = new RunQueue();

  constructor(graph: Graph, parts: readonly Part[], carries: readonly Carry[], maxBatch: number) {
    this.maxBatch = maxBatch;
    this.#parts = parts;
    this.#carries = carries;
    this.#lasting = splitSteps(graph, carries).lasting;
  }

  write(value: Value, data: Weight): void {
    this.#queue.write(value, data);
  }

  async ask(value: Value, batch: number): Promise<Numbers> {
    return (await this.askAll([value], batch))[0];
  }

  askAll(values: readonly Value[], batch: number, repeat = 1): Promise<Numbers[]> {
    return this.#queue.run((written) => this.#run(values, batch, repeat, written));
  }

  async #run(
    values: readonly Value[],
    batch: number,
    repeat: number,
    written: ReadonlyMap<Value, Weight>,
  ): Promise<Numbers[]> {
    for (const [value, data] of written) {
      if (value.along) this.#lengths.set(value.along, data.length / sizeOf(value.shape));
      if (isLasting(value)) this.#stale = true;
      this.#hand(value, data);
    }
    let known = new Map<Value, Numbers>();
    for (let i = 0; i < repeat; i++) {
      known = await this.#pass(new Set([...values, ...this.#carries.map(({ from }) => from)]), batch);
      for (const { from, to } of this.#carries) this.#hand(to, known.get(from)!);
    }
    return values.map((value) => known.get(value)!);
  }

  /** Runs part after part, and gives what is asked for. */
  async #pass(asked: ReadonlySet<Value>, batch: number): Promise<Map<Value, Numbers>> {
    const known = new Map<Value, Numbers>();
    for (const { graph, plan } of this.#parts) {
      const handed = graph.outputs.filter((value) => this.#stale || !this.#lasting.has(value));
      const own = [...graph.inputs, ...graph.outputs].filter((value) => asked.has(value));
      const values = [...new Set([...handed, ...own])];
      if (values.length === 0) continue;
      const numbers = await plan.askAll(values, batch);
      for (const [i, value] of values.entries()) {
        const length = value.along && this.#lengths.get(value.along)! * sizeOf(value.shape);
        known.set(value, numbers[i].subarray(0, length));
        if (graph.outputs.includes(value)) this.#hand(value, known.get(value)!);
      }
    }
    this.#stale = false;
    return known;
  }

  /** To the parts that read it. */
  #hand(value: Value, data: Weight): void {
    for (const { graph, plan } of this.#parts) if (graph.inputs.includes(value)) plan.write(value, data);
  }

  stats(): PlanStats {
    return this.#parts
      .map(({ plan }) => plan.stats())
      .reduce((sum, stats) => {
        const names = Object.keys(sum) as (keyof PlanStats)[];
        return Object.fromEntries(
          names.map((name) => [name, sum[name] + stats[name]]),
        ) as unknown as PlanStats;
      });
  }

  print(): string {
    return this.#parts.map(({ plan }) => plan.print()).join("\n");
  }

  dispose(): void {
    for (const { plan } of this.#parts) plan.dispose();
  }
}
