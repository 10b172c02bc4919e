/** @file The GPU: its adapter, limits and features, its errors, its pipelines, and the buffers alive on it. */

import { EngineError } from "../errors.ts";
import type { Kernel, Node, Variant, Weight } from "../graph/graph.ts";
import { Autotuner, type TuningMemory } from "./autotune.ts";
import type { Precision } from "./backend.ts";

export interface GpuOptions {
  /** Where WebGPU comes from. Default: the browser's. In Node, Dawn's. */
  readonly gpu?: GPU | undefined;
  /** Kernels to take, by their names in an op's `kernels`, before the best guess: to test and to measure them. */
  readonly prefer?: readonly string[] | undefined;
  /** Compute 3x3 convolutions after Winograd where that is cheaper: other rounding, to about 1e-6. Default: true. */
  readonly winograd?: boolean | undefined;
  /** Of the weights of convolutions and dense layers: "f16" keeps them as halves. Default: "f32". */
  readonly precision?: Precision | undefined;
  /**
   * Where to remember which kernels are fastest on this machine: `Backend.tune` measures them. Default: nowhere, the best
   * guess is taken. Only kernels that give the same to the last bit are chosen from.
   */
  readonly tuning?: TuningMemory | undefined;
  /** Whether a software adapter, which takes minutes for it, is measured, too. Default: true. */
  readonly tuneSoftware?: boolean | undefined;
}

interface UploadedWeight {
  readonly buffer: GPUBuffer;
  users: number;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bcpu\b/i;
const OPTIONAL: readonly GPUFeatureName[] = ["subgroups", "timestamp-query"];
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupStorageSize",
  "maxComputeWorkgroupSizeX",
  "maxComputeWorkgroupsPerDimension",
] as const;

/** What a step is to the tuner: alike in this, alike in time. */
export const layerOf = (node: Node, variants: readonly Variant[]): string => {
  const half = node.inputs.some((input) => input.half) ? " of halves" : "";
  return `${node.op.name}${half} ${JSON.stringify(variants[0]?.constants)}`;
};

/** One device, and all that lives as long as it. */
export class Gpu {
  readonly device: GPUDevice;
  /** "apple metal-3", "google swiftshader (software)". */
  readonly adapter: string;
  readonly software: boolean;
  readonly winograd: boolean;
  readonly precision: Precision;
  readonly tuner: Autotuner | undefined;
  readonly #prefer: readonly string[];
  bufferBytes = 0;
  #failure: EngineError | undefined;
  readonly #weights = new Map<Weight, UploadedWeight>();
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  readonly #layouts: GPUBindGroupLayout[] = [];

  /** Throws EngineError("device") where there is no WebGPU, no adapter, or no device to be had. */
  static async open(options: GpuOptions = {}): Promise<Gpu> {
    const { gpu = globalThis.navigator?.gpu } = options;
    if (!gpu) throw new EngineError("device", "no WebGPU here");
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    if (!adapter)
      throw new EngineError("device", "WebGPU is here, but no adapter: the browser or driver blocks it");
    try {
      const device = await adapter.requestDevice({
        requiredFeatures: OPTIONAL.filter((feature) => adapter.features.has(feature)),
        requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
      });
      return new Gpu(device, adapter.info, options);
    } catch (cause) {
      throw new EngineError("device", `the GPU gave no device: ${(cause as Error).message}`, { cause });
    }
  }

  private constructor(device: GPUDevice, info: GPUAdapterInfo, options: GpuOptions) {
    const words = [info.vendor, info.architecture, info.device, info.description].filter(Boolean);
    const named = [...new Set(words)].join(" ") || "unnamed adapter";
    this.device = device;
    this.#prefer = options.prefer ?? [];
    this.winograd = options.winograd ?? true;
    this.precision = options.precision === "f16" ? "f16" : "f32";
    this.software = Boolean(info.isFallbackAdapter) || SOFTWARE.test(named);
    this.adapter = this.software ? `${named} (software)` : named;
    const { tuning, tuneSoftware = true } = options;
    if (tuning && (tuneSoftware || !this.software)) this.tuner = new Autotuner(this.adapter, tuning);
    device.addEventListener("uncapturederror", ({ error }) => this.fail(error));
    void device.lost.then(({ reason, message }) => {
      if (reason !== "destroyed")
        this.#failure = new EngineError("device", `the GPU was lost: ${message || reason}`);
    });
  }

  /** Throws what went wrong on the device since it was opened, if anything did. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  /** From now on, `check` throws that the device refused a step. */
  fail({ message }: GPUError): void {
    this.#failure ??= new EngineError("device", `the GPU refused a step: ${message}`);
  }

  /** The kernels of a step that this device can run, best guess first; none where there is only one. */
  variants(node: Node): readonly Variant[] {
    const all = node.op.kernels?.(node, this.software) ?? [];
    return all.filter(({ needs }) => !needs || this.device.features.has(needs));
  }

  /** The kernel of a step, which is no alias, for about so many samples. */
  kernel(node: Node, batch: number): Kernel & { readonly name?: string } {
    const variants = this.variants(node);
    const fastest = this.tuner?.known(layerOf(node, variants), batch)?.name;
    const wanted = fastest ? [fastest] : this.#prefer;
    return (
      variants.find(({ name }) => wanted.includes(name)) ?? variants[0] ?? (node.op.kernel(node) as Kernel)
    );
  }

  /** The first bytes of a buffer, when the device gets there. */
  async read(buffer: GPUBuffer, size: number): Promise<Float32Array<ArrayBuffer>> {
    const staging = this.createBuffer("read-back", size, GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST);
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, size);
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const data = new Float32Array(staging.getMappedRange().slice(0));
    this.destroyBuffer(staging);
    return data;
  }

  createBuffer(label: string, size: number, usage: GPUBufferUsageFlags): GPUBuffer {
    this.bufferBytes += size;
    return this.device.createBuffer({ label, size, usage });
  }

  destroyBuffer(buffer: GPUBuffer): void {
    this.bufferBytes -= buffer.size;
    buffer.destroy();
  }

  /** What `work` returns, and later what went wrong with it that is of this kind. */
  trying<T>(kind: GPUErrorFilter, work: () => T): readonly [T, Promise<GPUError | null>] {
    this.device.pushErrorScope(kind);
    let result: T;
    let error: Promise<GPUError | null>;
    try {
      result = work();
    } finally {
      error = this.device.popErrorScope();
    }
    return [result, error];
  }

  /** The buffer of a weight, uploaded at most once while anyone holds it. Pair with `releaseWeight`. */
  holdWeight(label: string, data: Weight): GPUBuffer {
    let weight = this.#weights.get(data);
    if (!weight) {
      const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
      weight = { buffer: this.createBuffer(label, data.byteLength, usage), users: 0 };
      this.device.queue.writeBuffer(weight.buffer, 0, data);
      this.#weights.set(data, weight);
    }
    weight.users++;
    return weight.buffer;
  }

  releaseWeight(data: Weight): void {
    const weight = this.#weights.get(data);
    if (!weight || --weight.users > 0) return;
    this.#weights.delete(data);
    this.destroyBuffer(weight.buffer);
  }

  /** Read-only storage for so many inputs, then one read-write output. */
  layout(inputs: number): GPUBindGroupLayout {
    return (this.#layouts[inputs] ??= this.device.createBindGroupLayout({
      entries: Array.from({ length: inputs + 1 }, (_, binding) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: binding < inputs ? ("read-only-storage" as const) : ("storage" as const) },
      })),
    }));
  }

  /** The pipeline of a kernel, compiled once for its text and constants. Throws EngineError("shader") with line numbers. */
  pipeline(name: string, { source, constants = {} }: Kernel, inputs: number): Promise<GPUComputePipeline> {
    const key = JSON.stringify([source, constants]);
    let pipeline = this.#pipelines.get(key);
    if (!pipeline) this.#pipelines.set(key, (pipeline = this.#compile(name, source, constants, inputs)));
    return pipeline;
  }

  async #compile(name: string, code: string, constants: Readonly<Record<string, number>>, inputs: number) {
    this.device.pushErrorScope("validation"); // what is wrong with the text is said below, with line numbers
    const module = this.device.createShaderModule({ label: name, code });
    void this.device.popErrorScope();
    try {
      return await this.device.createComputePipelineAsync({
        label: name,
        layout: this.device.createPipelineLayout({ bindGroupLayouts: [this.layout(inputs)] }),
        compute: { module, entryPoint: "main", constants: { ...constants } },
      });
    } catch (cause) {
      const { messages } = await module.getCompilationInfo();
      const lines = messages.map(({ lineNum, linePos, message }) => `  ${lineNum}:${linePos} ${message}`);
      const message = [`cannot compile '${name}': ${(cause as Error).message}`, ...lines].join("\n");
      throw new EngineError("shader", message, { cause });
    }
  }

  dispose(): void {
    this.device.destroy();
  }
}
