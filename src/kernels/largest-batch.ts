/** @file How many samples the GPU has room for. */

import type { Graph } from "../graph/graph.ts";
import type { Gpu } from "./device.ts";
import { copiesOf, isAlias, needsTfjs, planMemory, slotBytes } from "./memory.ts";

/** Bytes that one buffer may have. */
export const largestBuffer = ({ limits }: GPUDevice): number =>
  Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);

/** As `Backend.largestBatch`. */
export function largestBatch(gpu: Gpu, graph: Graph, memoryBudget: number): number {
  const { limits } = gpu.device;
  const most = largestBuffer(gpu.device);
  const { slots } = planMemory(graph);
  const bytes = (batch: number) => slots.reduce((sum, slot) => sum + slotBytes(slot, batch), 0);
  const computed = graph.nodes
    .filter((node) => !isAlias(node) && !needsTfjs(node))
    .map((node) => ({ output: node.output, kernel: gpu.kernel(node, 1) }));
  const fits = (batch: number) =>
    bytes(batch) <= memoryBudget &&
    slots.every((slot) => slotBytes(slot, batch) <= most) &&
    computed.every(({ output, kernel }) =>
      kernel.workgroups(copiesOf(output, batch)).every((n) => n <= limits.maxComputeWorkgroupsPerDimension),
    );
  if (!fits(1)) return 0;
  let batch = 1;
  while (batch < 4096 && fits(batch * 2)) batch *= 2;
  return batch;
}
