/** @file What can run a graph: WebGPU with our own kernels, or TensorFlow.js. Both look the same from outside. */

import type { Graph, Node, Value, Weight } from "../graph/graph.ts";

export interface CompileOptions {
  /** Most samples in one run. */
  readonly maxBatch: number;
  /** After each run, each `to` (an input) becomes a copy of `from`: so a run can go on where the last one ended. */
  readonly carries?: readonly Carry[];
  /** Names of values whose sums are to be taken as they are written down, so that they equal another plan's to the last bit. */
  readonly direct?: ReadonlySet<string>;
}

export interface Carry {
  readonly from: Value;
  /** An input of the same shape. */
  readonly to: Value;
}

/** A graph made ready for one backend. Holds memory until it is disposed of. */
export interface Plan {
  readonly maxBatch: number;
  /**
   * Sets an input, for all runs until it is set again. `data` may be shorter than maxBatch samples. Along an axis its
   * length says how many there are.
   */
  write(value: Value, data: Weight): void;
  /**
   * Computes everything for the first `batch` samples, and reads one output: in one submit. What depends on no sample is only
   * computed again when something it depends on was written.
   */
  ask(value: Value, batch: number): Promise<Float32Array<ArrayBuffer>>;
  /**
   * The same `repeat` times over (default: once), and reads several inputs and outputs at the end: in one submit with one
   * read-back, whatever the number of repetitions.
   */
  askAll(values: readonly Value[], batch: number, repeat?: number): Promise<Float32Array<ArrayBuffer>[]>;
  stats(): PlanStats;
  /** The steps in words, a line each: for people who want to see what runs. */
  print(): string;
  dispose(): void;
}

/** What a plan did since it was compiled, and what it holds. */
export interface PlanStats {
  readonly multiplyAdds: number;
  readonly dispatches: number;
  readonly submits: number;
  readonly readBacks: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  /** Bytes of all buffers the plan uses: activations, inputs, weights, read-back. */
  readonly peakBufferBytes: number;
}

/** What weights of convolutions and dense layers are kept in. */
export type Precision = "f32" | "f16";

export interface Backend {
  readonly name: "webgpu" | "wasm" | "cpu";
  /** The device in words. */
  readonly adapter: string;
  /** A software adapter, or none: expect no speed from it. */
  readonly software: boolean;
  readonly precision: Precision;
  /** Bytes of buffers alive now. */
  readonly bufferBytes: number;
  /** Throws EngineError("out-of-memory") if the device has no room for this batch, "shader" if a kernel does not compile. */
  compile(graph: Graph, options: CompileOptions): Promise<Plan>;
  /** The time a plan of this graph takes with so many copies of each value, in multiply-adds of a direct convolution. */
  work(graph: Graph, copiesOf: (value: Value) => number): number;
  /** The most samples a run of this graph may have within so many bytes and the limits of the device; 0 if not even one. */
  largestBatch(graph: Graph, memoryBudget: number): number;
  /**
   * Measures the kernels of what was compiled so far, where a memory for it was given: plans compiled afterwards take
   * the fastest. For when nobody waits; it stops early when `signal` says so.
   */
  tune?(signal?: AbortSignal): Promise<void>;
  dispose(): void;
}

/** The steps in words: name, op, shape, and whatever else is known about each. */
export function printNodes(nodes: readonly Node[], more: (node: Node) => string): string {
  const rows = nodes.map((node) => [
    node.output.name,
    node.op.name,
    `[${node.output.shape.join(", ")}]`,
    node.op.multiplyAdds ? `${node.op.multiplyAdds(node)} multiply-adds` : "",
    more(node),
  ]);
  const widths = rows.reduce((most, row) => most.map((w, i) => Math.max(w, row[i].length)), [0, 0, 0, 0, 0]);
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
