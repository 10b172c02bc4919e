/**
 * @file TensorFlow.js as a backend: where there is no GPU, and as the second opinion in tests. The only file that
 * imports it, and only loaded when needed.
 */

import type { Tensor } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs-core";
import { EngineError } from "../errors.ts";
import {
  type Graph,
  multiplyAdds,
  type Node,
  sizeOf,
  type Tfjs,
  type Value,
  type Weight,
} from "../graph/graph.ts";
import {
  type Backend,
  type Carry,
  type CompileOptions,
  type Plan,
  type PlanStats,
  printNodes,
} from "./backend.ts";
import { bytesOf, copiesOf, planMemory, slotBytes } from "./memory.ts";
import { RunQueue } from "./run-queue.ts";
import { isLasting, type Steps, splitSteps } from "./steps.ts";
import { tfjsWork } from "./tfjs-work.ts";
import { onWasm, uncomputed, winograd } from "./winograd.ts";

export interface TfjsOptions {
  /** Where the .wasm files are: a folder ending in "/", or the address of each by name. Needed for "wasm". */
  readonly wasmPaths?: string | Readonly<Record<string, string>>;
}

/** Opens TensorFlow.js on wasm or on plain JavaScript. Throws EngineError("device") if it cannot start. */
export async function openTfjs(name: "wasm" | "cpu", { wasmPaths }: TfjsOptions = {}): Promise<Backend> {
  if (name === "wasm") {
    const wasm = await import("@tensorflow/tfjs-backend-wasm");
    // biome-ignore lint/suspicious/noExplicitAny: tfjs wants its own literal type for the names of its files
    if (wasmPaths) wasm.setWasmPaths(wasmPaths as any);
  } else await import("@tensorflow/tfjs-backend-cpu");
  if (!(await tf.setBackend(name)))
    throw new EngineError("device", `TensorFlow.js could not start its ${name} backend`);
  await tf.ready();
  tf.enableProdMode();

  const own = new Held();
  const isWasm = name === "wasm"; // plain JavaScript computes steps as they are written down: it is the second opinion
  return {
    name,
    adapter: `TensorFlow.js ${tf.version_core} ${name}`,
    software: true,
    precision: "f32",
    get bufferBytes() {
      return own.bytes;
    },
    compile: async (graph, options) =>
      new TfjsPlan(name, isWasm ? winograd(graph, options.direct, onWasm) : graph, options, own),
    work: (graph, copiesOf) => tfjsWork(isWasm ? uncomputed(graph, onWasm) : graph, copiesOf),
    largestBatch(graph, memoryBudget) {
      const { slots } = planMemory(graph);
      const bytes = (batch: number) => slots.reduce((sum, slot) => sum + slotBytes(slot, batch), 0);
      if (bytes(1) > memoryBudget) return 0;
      let batch = 1;
      while (batch < 64 && bytes(batch * 2) <= memoryBudget) batch *= 2;
      return batch;
    },
    dispose: () => undefined, // tfjs keeps its backends for the life of the page
  };
}

/**
 * The functions, for reading a model with steps that only they can compute: on plain JavaScript, which has a kernel for each.
 * Throws EngineError("device") if it cannot start.
 */
export async function loadTfjs(): Promise<Tfjs> {
  await openTfjs("cpu");
  return tf;
}

/** What the plans of a backend hold together: weights become tensors at most once while anyone uses them. */
class Held {
  bytes = 0;
  readonly #weights = new Map<Weight, { readonly tensor: Tensor; users: number }>();

  /** A tensor of this shape, to be disposed of: it shares the numbers of one that is kept. */
  hold(data: Weight, shape: readonly number[]): Tensor {
    let weight = this.#weights.get(data);
    if (!weight) {
      weight = { tensor: tensorOf(data, [data.length]), users: 0 };
      this.#weights.set(data, weight);
      this.bytes += data.byteLength;
    }
    weight.users++;
    return tf.reshape(weight.tensor, [...shape]);
  }

  release(data: Weight): void {
    const weight = this.#weights.get(data);
    if (!weight || --weight.users > 0) return;
    this.#weights.delete(data);
    this.bytes -= data.byteLength;
    weight.tensor.dispose();
  }
}

class TfjsPlan implements Plan {
  readonly maxBatch: number;
  readonly #backend: string;
  readonly #graph: Graph;
  readonly #own: Held;
  readonly #carries: readonly Carry[];
  readonly #given = new Map<Value, Weight>();
  readonly #queue = new RunQueue();
  readonly #weights = new Map<Value, Tensor>();
  readonly #steps: Steps;
  readonly #lastReader = new Map<Value, Node>();
  /** What is kept from one run to the next: what steps that run once made for others. */
  readonly #lasting = new Map<Value, Tensor>();
  #stale = true;
  readonly #results = new Map<Value, Tensor>();
  readonly #bytes: number;
  #disposed = false;
  readonly #counts = {
    multiplyAdds: 0,
    dispatches: 0,
    submits: 0,
    readBacks: 0,
    bytesRead: 0,
    bytesWritten: 0,
  };

  constructor(backend: string, graph: Graph, { maxBatch, carries = [] }: CompileOptions, own: Held) {
    this.#carries = carries;
    this.maxBatch = maxBatch;
    this.#backend = backend;
    this.#graph = graph;
    this.#own = own;
    for (const [value, data] of graph.weights) this.#weights.set(value, own.hold(data, value.shape));
    this.#steps = splitSteps(graph, carries);
    for (const node of [...this.#steps.once, ...this.#steps.each])
      for (const input of node.inputs) this.#lastReader.set(input, node);
    this.#bytes = planMemory(graph, this.#steps).slots.reduce(
      (sum, slot) => sum + slotBytes(slot, maxBatch),
      0,
    );
    own.bytes += this.#bytes;
  }

  write(value: Value, data: Weight): void {
    this.#counts.bytesWritten += data.byteLength;
    this.#queue.write(value, data);
  }

  async #evaluate(batch: number): Promise<void> {
    this.#forget(this.#results);
    const { once, each, handedOn } = this.#steps;
    const outputs = new Set(this.#graph.outputs);
    const inputs = (lasting: boolean) =>
      this.#graph.inputs
        .filter((input) => this.#steps.lasting.has(input) === lasting)
        .map((input) => [input, inputTensor(input, this.#given.get(input), batch)] as const);
    if (this.#stale) {
      this.#forget(this.#lasting);
      await this.#compute(once, inputs(true), handedOn, this.#lasting, batch);
      this.#stale = false;
    }
    await this.#compute(each, inputs(false), outputs, this.#results, batch);
  }

  /** Runs steps on inputs that are theirs to dispose of, and keeps some of the results. */
  async #compute(
    nodes: readonly Node[],
    inputs: readonly (readonly [Value, Tensor])[],
    kept: ReadonlySet<Value>,
    results: Map<Value, Tensor>,
    batch: number,
  ): Promise<void> {
    const own = new Map<Value, Tensor>(inputs);
    const tensorOf = (value: Value) =>
      (own.get(value) ?? this.#weights.get(value) ?? this.#lasting.get(value))!;
    const copies = (value: Value) => (value.along ? tensorOf(value).shape[0] : copiesOf(value, batch));
    try {
      let since = -Infinity; // tfjs computes at once: let messages in first, and again while it takes long
      for (const node of nodes) {
        if (performance.now() - since > LONG) {
          await turn();
          if (this.#disposed) throw new EngineError("cancelled", "the plan was disposed of");
          if (tf.getBackend() !== this.#backend) tf.setBackend(this.#backend);
          since = performance.now();
        }
        const read = node.inputs.map(tensorOf);
        own.set(
          node.output,
          tf.tidy(() => node.op.tfjs(tf, read, node.attrs)),
        );
        this.#counts.multiplyAdds += multiplyAdds([node], copies);
        this.#counts.dispatches++;
        for (const input of new Set(node.inputs)) {
          if (this.#lastReader.get(input) !== node || kept.has(input)) continue;
          own.get(input)?.dispose();
          own.delete(input);
        }
      }
      for (const value of kept) {
        if (!own.has(value)) continue;
        results.set(value, own.get(value)!);
        own.delete(value);
      }
    } finally {
      for (const tensor of own.values()) tensor.dispose();
    }
  }

  async ask(value: Value, batch: number): Promise<Float32Array<ArrayBuffer>> {
    return (await this.askAll([value], batch))[0];
  }

  askAll(values: readonly Value[], batch: number, repeat = 1): Promise<Float32Array<ArrayBuffer>[]> {
    return this.#queue.run((written) => this.#run(values, batch, repeat, written));
  }

  async #run(
    values: readonly Value[],
    batch: number,
    repeat: number,
    written: ReadonlyMap<Value, Weight>,
  ): Promise<Float32Array<ArrayBuffer>[]> {
    for (const [value, data] of written) {
      this.#given.set(value, data);
      if (isLasting(value)) this.#stale = true;
    }
    for (let i = 0; i < repeat; i++) {
      await this.#evaluate(batch);
      for (const { from, to } of this.#carries)
        this.#given.set(to, Float32Array.from(this.#results.get(from)!.dataSync()));
    }
    this.#counts.submits++;
    this.#counts.readBacks++;
    return Promise.all(values.map((value) => this.#read(value, batch)));
  }

  async #read(value: Value, batch: number): Promise<Float32Array<ArrayBuffer>> {
    const size = bytesOf(value, batch);
    this.#counts.bytesRead += size;
    const input = this.#given.get(value);
    if (input) return Float32Array.from(input.subarray(0, size / 4));
    const result = this.#results.get(value) ?? this.#lasting.get(value)!;
    return Float32Array.from((await result.data()) as Float32Array).subarray(0, size / 4);
  }

  stats(): PlanStats {
    const weights = [...this.#graph.weights.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    return { ...this.#counts, peakBufferBytes: this.#bytes + weights };
  }

  print(): string {
    return printNodes(this.#graph.nodes, () => `TensorFlow.js ${this.#backend}`);
  }

  #forget(tensors: Map<Value, Tensor>): void {
    for (const tensor of tensors.values()) tensor.dispose();
    tensors.clear();
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#forget(this.#results);
    this.#forget(this.#lasting);
    for (const tensor of this.#weights.values()) tensor.dispose();
    for (const data of this.#graph.weights.values()) this.#own.release(data);
    this.#own.bytes -= this.#bytes;
  }
}

/** Other messages wait no longer than about this. */
const LONG = 50; // milliseconds

/** A turn of the event loop. In Node not from timer to timer, between which it does not look for signals. */
const turn = (): Promise<void> =>
  new Promise((resolve) => void (globalThis.setImmediate ?? setTimeout)(resolve));

function inputTensor(value: Value, data: Weight | undefined, batch: number): Tensor {
  if (!data) throw new Error(`unreachable: input '${value.name}' was never written`);
  const copies = value.along ? data.length / sizeOf(value.shape) : batch;
  const length = value.batched ? copies * sizeOf(value.shape) : sizeOf(value.shape);
  return tensorOf(data.subarray(0, length) as Weight, value.batched ? [copies, ...value.shape] : value.shape);
}

/** u32 numbers become int32 of the same bits: tfjs has no unsigned type. */
const tensorOf = (data: Weight, shape: readonly number[]): Tensor =>
  data instanceof Uint32Array
    ? tf.tensor(new Int32Array(data.buffer, data.byteOffset, data.length), [...shape], "int32")
    : tf.tensor(data, [...shape], "float32");
