/** @file Runs the kernels of one step on numbers of its own, to see that they agree and which is fastest. */

import { EngineError } from "../errors.ts";
import type { Node, Value, Variant, Weight } from "../graph/graph.ts";
import type { Trial } from "./autotune.ts";
import type { Gpu } from "./device.ts";
import { bytesOf } from "./memory.ts";

/** Long enough for a clock that may tick no finer than a tenth of a millisecond, and for the way to the GPU and back. */
const LEAST_MS = 5;
const MOST_REPEATS = 64;

/**
 * `reference`: what the answer of the best guess must be like, and then those of the others must equal that one's to the last
 * bit, so that a choice changes no digit of a result. Inputs that the graph does not know are made up.
 */
export async function openTrial(
  gpu: Gpu,
  node: Node,
  weights: ReadonlyMap<Value, Weight>,
  batch: number,
  { guess, reference }: { readonly guess: Variant; readonly reference: Variant },
): Promise<Trial> {
  const { device } = gpu;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const held = node.inputs.flatMap((value) => weights.get(value) ?? []);
  const made: GPUBuffer[] = [];
  const dispose = () => {
    for (const buffer of made) gpu.destroyBuffer(buffer);
    for (const data of held) gpu.releaseWeight(data);
  };
  const [buffers, outOfMemory] = gpu.trying("out-of-memory", () =>
    [...node.inputs, node.output].map((value) => {
      const data = weights.get(value);
      if (data) return gpu.holdWeight(value.name, data);
      const buffer = gpu.createBuffer("trial", bytesOf(value, batch), usage);
      made.push(buffer);
      return buffer;
    }),
  );
  if (await outOfMemory) {
    dispose();
    throw new EngineError("out-of-memory", `no room to measure '${node.output.name}'`);
  }
  for (const [i, value] of node.inputs.entries())
    if (!weights.has(value)) device.queue.writeBuffer(buffers[i], 0, noise(buffers[i].size / 4));
  const output = buffers.at(-1)!;
  const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
  const bindings = device.createBindGroup({ layout: gpu.layout(node.inputs.length), entries });

  const run = async (variant: Variant, repeat: number): Promise<number> => {
    const pipeline = await gpu.pipeline(node.op.name, variant, node.inputs.length);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    const workgroups = variant.workgroups(node.output.batched ? batch : 1);
    for (let i = 0; i < repeat; i++) pass.dispatchWorkgroups(...workgroups);
    pass.end();
    const start = performance.now();
    device.queue.submit([encoder.finish()]);
    await device.queue.onSubmittedWorkDone();
    return (performance.now() - start) / repeat;
  };
  const answer = async (variant: Variant) => {
    const clear = device.createCommandEncoder();
    clear.clearBuffer(output);
    device.queue.submit([clear.finish()]);
    await run(variant, 1);
    return gpu.read(output, bytesOf(node.output, batch));
  };

  const [plain, guessed] = [await answer(reference), await answer(guess).catch(() => undefined)];
  const isRight = guessed !== undefined && isLike(guessed, plain);
  const expected = isRight ? guessed : plain;
  return {
    async time(variant) {
      try {
        const found = variant === guess ? guessed : await answer(variant);
        if (!found?.every((value, i) => value === expected[i])) return Infinity;
        const repeat = Math.ceil(Math.min(MOST_REPEATS, LEAST_MS / Math.max(await run(variant, 1), 0.01)));
        const times = [];
        for (let i = 0; i < 3; i++) times.push(await run(variant, repeat));
        return times.sort((a, b) => a - b)[1];
      } catch {
        return Infinity;
      }
    },
    dispose,
  };
}

/** Sums in another order differ a little; a tile in the wrong place differs a lot. */
function isLike(found: Float32Array, expected: Float32Array): boolean {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return found.every((value, i) => Math.abs(value - expected[i]) <= 1e-3 * largest);
}

/** Without any two numbers alike near each other, so that a wrong row is seen. */
const noise = (length: number) =>
  Float32Array.from({ length }, (_, i) => Math.imul(i + 1, 0x9e3779b9) / 2 ** 31);
