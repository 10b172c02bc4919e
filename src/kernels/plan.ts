/**
 * @file A graph made ready for the GPU. Everything that can be decided once is decided here, so that a run does
 * nothing but encode dispatches.
 */

import { EngineError } from "../errors.ts";
import {
  type Axis,
  type Graph,
  type Kernel,
  multiplyAdds,
  type Node,
  sizeOf,
  type Value,
  type Weight,
  workOf,
} from "../graph/graph.ts";
import {
  type Backend,
  type Carry,
  type CompileOptions,
  type Plan,
  type PlanStats,
  printNodes,
} from "./backend.ts";
import { Gpu, type GpuOptions, layerOf } from "./device.ts";
import { withHalfWeights } from "./half-weights.ts";
import { largestBatch, largestBuffer } from "./largest-batch.ts";
import { bytesOf, copiesOf, isAlias, type MemoryPlan, needsTfjs, planMemory, slotBytes } from "./memory.ts";
import { ReadBacks } from "./read-backs.ts";
import { isLasting, type Steps, splitSteps } from "./steps.ts";
import { openTrial } from "./trial.ts";
import { uncomputed, winograd } from "./winograd.ts";

export interface WebgpuOptions extends GpuOptions {
  /** Opens what computes steps that we have no kernel for. */
  readonly tfjs?: (() => Promise<Backend>) | undefined;
}

/** Opens the GPU as something that runs graphs. Throws EngineError("device"). */
export async function openWebgpu({ tfjs, ...options }: WebgpuOptions = {}): Promise<Backend> {
  const gpu = await Gpu.open(options);
  const compile: Backend["compile"] = (graph, options) => GpuPlan.compile(gpu, graph, options);
  return {
    name: "webgpu",
    adapter: gpu.adapter,
    software: gpu.software,
    precision: gpu.precision,
    get bufferBytes() {
      return gpu.bufferBytes;
    },
    async compile(graph, compileOptions) {
      if (!graph.nodes.some(needsTfjs)) return compile(graph, compileOptions);
      if (!tfjs) throw new EngineError("device", "a step needs TensorFlow.js, which was not given");
      const { bridge } = await import("./bridge.ts");
      return bridge(compile, (await tfjs()).compile, graph, compileOptions);
    },
    work: (graph, copiesOf) => workOf((gpu.winograd ? uncomputed(graph) : graph).nodes, copiesOf),
    largestBatch: (graph, memoryBudget) =>
      largestBatch(gpu, gpu.winograd ? uncomputed(graph) : graph, memoryBudget),
    tune: async (signal) => gpu.tuner?.tune(signal),
    dispose: () => gpu.dispose(),
  };
}

interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly bindings: GPUBindGroup;
  readonly workgroups: Kernel["workgroups"];
  readonly output: Value;
}

class GpuPlan implements Plan {
  readonly maxBatch: number;
  readonly #gpu: Gpu;
  readonly #graph: Graph;
  readonly #carries: readonly Carry[];
  readonly #nodes: Steps;
  readonly #memory: MemoryPlan;
  readonly #buffers: readonly GPUBuffer[];
  readonly #weights: ReadonlyMap<Value, GPUBuffer>;
  #once: readonly Step[] = [];
  #each: readonly Step[] = [];
  /** Something was written that steps which run once depend on. */
  #stale = true;
  /** How many were written along each axis. */
  readonly #lengths = new Map<Axis, number>();
  readonly #readBacks: ReadBacks;
  #disposed = false;
  readonly #counts = {
    multiplyAdds: 0,
    dispatches: 0,
    submits: 0,
    readBacks: 0,
    bytesRead: 0,
    bytesWritten: 0,
  };

  static async compile(gpu: Gpu, given: Graph, options: CompileOptions): Promise<Plan> {
    const { maxBatch, carries, direct } = options;
    const tiled = gpu.winograd ? winograd(given, direct) : given;
    const graph = gpu.precision === "f16" ? withHalfWeights(tiled) : tiled;
    gpu.check();
    const [plan, outOfMemory] = gpu.trying("out-of-memory", () => new GpuPlan(gpu, graph, maxBatch, carries));
    try {
      const room = outOfMemory.then((error) => {
        if (error) throw noRoom(plan.stats().peakBufferBytes, maxBatch);
      });
      [plan.#once, plan.#each] = await Promise.all([
        plan.#makeSteps(plan.#nodes.once, room),
        plan.#makeSteps(plan.#nodes.each, room),
        room,
      ]);
      return plan;
    } catch (error) {
      plan.dispose();
      throw error;
    }
  }

  private constructor(gpu: Gpu, graph: Graph, maxBatch: number, carries: readonly Carry[] = []) {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    this.maxBatch = maxBatch;
    this.#gpu = gpu;
    this.#readBacks = new ReadBacks(gpu);
    this.#graph = graph;
    this.#carries = carries;
    this.#nodes = splitSteps(graph, carries);
    this.#memory = planMemory(graph, this.#nodes);
    const most = largestBuffer(gpu.device);
    const sizes = this.#memory.slots.map((slot) => slotBytes(slot, maxBatch));
    const tooLarge = [...sizes, ...[...graph.weights.values()].map((data) => data.byteLength)].find(
      (size) => size > most,
    );
    if (tooLarge) throw noRoom(tooLarge, maxBatch);
    this.#buffers = sizes.map((size, i) => gpu.createBuffer(`slot ${i}`, size, usage));
    this.#weights = new Map(
      [...graph.weights].map(([value, data]) => [value, gpu.holdWeight(value.name, data)] as const),
    );
  }

  /** Buffers are bound once there is `room` for them: those that were refused would be refused here again, as another error. */
  #makeSteps(nodes: readonly Node[], room: Promise<void>): Promise<Step[]> {
    const computed = nodes.filter((node) => !isAlias(node));
    return Promise.all(
      computed.map(async (node) => {
        const kernel = this.#gpu.kernel(node, this.maxBatch);
        this.#askTuner(node);
        const pipeline = await this.#gpu.pipeline(node.op.name, kernel, node.inputs.length);
        await room;
        const entries = [...node.inputs, node.output].map((value, binding) => ({
          binding,
          resource: { buffer: this.#buffer(value) },
        }));
        return {
          pipeline,
          bindings: this.#gpu.device.createBindGroup({
            layout: this.#gpu.layout(node.inputs.length),
            entries,
          }),
          workgroups: kernel.workgroups,
          output: node.output,
        };
      }),
    );
  }

  /** The fastest kernel of a step may be looked for later, unless its tables are written by the caller. */
  #askTuner(node: Node): void {
    const variants = this.#gpu.variants(node);
    const reference = variants.find(({ needs }) => !needs);
    const { weights } = this.#graph;
    if (!reference || !weights.has(node.inputs[1])) return;
    const open = () => openTrial(this.#gpu, node, weights, this.maxBatch, { guess: variants[0], reference });
    this.#gpu.tuner?.ask(layerOf(node, variants), this.maxBatch, variants, open);
  }

  write(value: Value, data: Weight): void {
    this.#counts.bytesWritten += data.byteLength;
    if (value.along) this.#lengths.set(value.along, data.length / sizeOf(value.shape));
    if (isLasting(value)) this.#stale = true;
    this.#gpu.device.queue.writeBuffer(this.#buffer(value), 0, data);
  }

  async ask(value: Value, batch: number): Promise<Float32Array<ArrayBuffer>> {
    return (await this.askAll([value], batch))[0];
  }

  async askAll(values: readonly Value[], batch: number, repeat = 1): Promise<Float32Array<ArrayBuffer>[]> {
    const sizes = values.map((value) => bytesOf(value, batch));
    const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const room = values.reduce((sum, value) => sum + bytesOf(value, this.maxBatch), 0);
    const submit = (answer: GPUBuffer) => {
      const encoder = this.#gpu.device.createCommandEncoder();
      for (let i = 0; i < repeat; i++) this.#encode(encoder, batch);
      for (const [i, value] of values.entries())
        encoder.copyBufferToBuffer(this.#buffer(value), 0, answer, starts[i], sizes[i]);
      this.#gpu.device.queue.submit([encoder.finish()]);
      this.#counts.submits++;
      this.#counts.readBacks++;
      this.#counts.bytesRead += total;
    };
    const data = await this.#readBacks.read(room, total, submit, () =>
      noRoom(this.stats().peakBufferBytes, this.maxBatch),
    );
    this.#gpu.check();
    return starts.map((start, i) => new Float32Array(data, start, sizes[i] / 4));
  }

  #encode(encoder: GPUCommandEncoder, batch: number): void {
    if (batch > this.maxBatch)
      throw new Error(`unreachable: ${batch} samples in a plan for ${this.maxBatch}`);
    const copies = (value: Value) => (value.along ? this.#lengths.get(value.along)! : copiesOf(value, batch));
    const [steps, nodes] = this.#stale
      ? [[...this.#once, ...this.#each], this.#graph.nodes]
      : [this.#each, this.#nodes.each];
    this.#stale = false;
    const pass = encoder.beginComputePass();
    for (const { pipeline, bindings, workgroups, output } of steps) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindings);
      pass.dispatchWorkgroups(...workgroups(copies(output)));
    }
    pass.end();
    for (const { from, to } of this.#carries)
      encoder.copyBufferToBuffer(this.#buffer(from), 0, this.#buffer(to), 0, bytesOf(to, batch));
    this.#counts.dispatches += steps.length;
    this.#counts.multiplyAdds += multiplyAdds(nodes, copies);
  }

  #buffer(value: Value): GPUBuffer {
    return this.#weights.get(value) ?? this.#buffers[this.#memory.slotOf.get(value)!];
  }

  stats(): PlanStats {
    const buffers = [...this.#buffers, ...this.#weights.values()];
    const bytes = buffers.reduce((sum, { size }) => sum + size, this.#readBacks.bytes);
    return { ...this.#counts, peakBufferBytes: bytes };
  }

  print(): string {
    return printNodes(this.#graph.nodes, (node) => {
      const slot = this.#memory.slotOf.get(node.output);
      const { size } = this.#buffer(node.output);
      if (isAlias(node)) return "alias";
      return `buffer ${slot} of ${size} bytes${this.#byWhat(node)}`;
    });
  }

  #byWhat(node: Node): string {
    const { name } = this.#gpu.kernel(node, this.maxBatch);
    if (!name) return "";
    const choice = this.#gpu.tuner?.known(layerOf(node, this.#gpu.variants(node)), this.maxBatch);
    return `, by ${name}${choice ? ` (measured: ${choice.gain.toFixed(2)}x the speed of ${choice.guess})` : ""}`;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const buffer of this.#buffers) this.#gpu.destroyBuffer(buffer);
    this.#readBacks.dispose();
    for (const data of this.#graph.weights.values()) this.#gpu.releaseWeight(data);
  }
}

const noRoom = (bytes: number, maxBatch: number): EngineError =>
  new EngineError(
    "out-of-memory",
    `the GPU has no room for ${Math.round(bytes / 2 ** 20)} MB (${maxBatch} pictures at a time)`,
  );
