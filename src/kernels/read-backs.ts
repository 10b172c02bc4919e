/** @file Where answers wait to be read: buffers that the GPU copies into, used again and again. */

import { EngineError } from "../errors.ts";
import type { Gpu } from "./device.ts";

export class ReadBacks {
  readonly #gpu: Gpu;
  /** Those that nobody waits for now. */
  readonly #idle: GPUBuffer[] = [];
  readonly #all = new Set<GPUBuffer>();
  #disposed = false;

  constructor(gpu: Gpu) {
    this.#gpu = gpu;
  }

  get bytes(): number {
    return [...this.#all].reduce((sum, { size }) => sum + size, 0);
  }

  /**
   * The first `bytes` of what `submit` lets the GPU copy into a buffer of at least `size`. Throws `noRoom` where
   * there is none for it, EngineError("cancelled") where it is disposed of before, "device".
   */
  async read(
    size: number,
    bytes: number,
    submit: (into: GPUBuffer) => void,
    noRoom: () => EngineError,
  ): Promise<ArrayBuffer> {
    const map = (buffer: GPUBuffer) => {
      submit(buffer);
      return buffer.mapAsync(GPUMapMode.READ, 0, bytes);
    };
    const fit = this.#idle.findIndex((buffer) => buffer.size >= size);
    const [idle] = fit < 0 ? [] : this.#idle.splice(fit, 1);
    const { buffer, mapped, full } = idle
      ? { buffer: idle, mapped: map(idle), full: null }
      : this.#make(size, map);
    try {
      await mapped;
    } catch (cause) {
      if (await full) {
        const error = noRoom(); // it tells what is held, this buffer included
        if (this.#all.delete(buffer)) this.#gpu.destroyBuffer(buffer);
        throw error;
      }
      this.#gpu.check();
      throw new EngineError(this.#disposed ? "cancelled" : "device", "the GPU's answer could not be read", {
        cause,
      });
    }
    const data = buffer.getMappedRange(0, bytes).slice(0);
    buffer.unmap();
    this.#idle.push(buffer);
    return data;
  }

  /** Where there is no room for another buffer, the commands that copy into it are no second error. */
  #make(size: number, map: (buffer: GPUBuffer) => Promise<undefined>) {
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const [{ buffer, mapped, full }, refused] = this.#gpu.trying("validation", () => {
      const create = () => this.#gpu.createBuffer("read-back", size, usage);
      const [buffer, error] = this.#gpu.trying("out-of-memory", create);
      return { buffer, full: error.catch(() => null), mapped: map(buffer) };
    });
    this.#all.add(buffer);
    mapped.catch(() => undefined); // waited for once it is known what went wrong
    const checked = Promise.all([refused, full]).then(([error, full]) => {
      if (error && !full) this.#gpu.fail(error);
    });
    return { buffer, full, mapped: checked.then(() => mapped) };
  }

  dispose(): void {
    this.#disposed = true;
    for (const buffer of this.#all) this.#gpu.destroyBuffer(buffer);
    this.#all.clear();
  }
}
