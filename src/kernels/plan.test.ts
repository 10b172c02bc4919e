import { expect, test } from "vitest";
import { dawn, testBackend, testTfjs } from "../../test/device.ts";
import { random } from "../../test/ops.ts";
import { EngineError } from "../errors.ts";
import { compileWithin } from "../explainers/compile.ts";
import { GraphBuilder, type Op } from "../graph/graph.ts";
import { activation } from "./ops/activation.ts";
import { add } from "./ops/binary.ts";
import { constant } from "./ops/constants.ts";
import { dense } from "./ops/conv2d.ts";
import { slice } from "./ops/slice.ts";
import { softmax } from "./ops/softmax.ts";
import { openWebgpu } from "./plan.ts";

/** A small classifier whose weights are the same arrays each time. */
const arrays = [random(24 * 16, 1), random(16 * 4, 2)];
function classifier() {
  const g = new GraphBuilder();
  const x = g.input("x", [24]);
  const hidden = activation(g, dense(g, x, g.weight("w1", [24, 16], arrays[0])), { kind: "relu" });
  const y = softmax(g, dense(g, hidden, g.weight("w2", [16, 4], arrays[1])));
  return { g, x, hidden, y };
}

const backends = [
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
] as const;

test.each(backends)("a plan counts what it does: %s", async (_, open) => {
  const { g, x, y } = classifier();
  const plan = await (await open()).compile(g.build([y]), { maxBatch: 8 });
  plan.write(x, random(8 * 24, 3));
  await plan.ask(y, 5);
  await plan.ask(y, 3);
  const stats = plan.stats();
  plan.dispose();

  expect(stats).toMatchObject({
    multiplyAdds: 8 * (24 * 16 + 16 * 4),
    submits: 2,
    readBacks: 2,
    bytesRead: 8 * 4 * 4,
    bytesWritten: 8 * 24 * 4,
    dispatches: 2 * g.nodes.length,
  });
  expect(stats.peakBufferBytes).toBeGreaterThan(4 * (24 * 16 + 16 * 4));
});

test.each(backends)("a plan says what runs, a line for each step: %s", async (_, open) => {
  const { g, y } = classifier();
  const plan = await (await open()).compile(g.build([y]), { maxBatch: 1 });
  const lines = plan.print().split("\n");
  plan.dispose();

  expect(lines).toHaveLength(g.nodes.length);
  expect(lines[0]).toMatch(/conv2d\s+\[16\]\s+384 multiply-adds/);
});

test.each(backends)(
  "weights are held once, however many plans use them, and let go with the last: %s",
  async (_, open) => {
    const backend = await open();
    const start = backend.bufferBytes;
    const compile = () => backend.compile(classifier().g.build([]), { maxBatch: 1 });
    const first = await compile();
    const one = backend.bufferBytes - start;
    const second = await compile();
    const weights = 4 * (arrays[0].length + arrays[1].length);

    expect(backend.bufferBytes - start - one).toBeLessThan(one);
    expect(2 * one - (backend.bufferBytes - start)).toBeGreaterThanOrEqual(weights);
    first.dispose();
    first.dispose(); // twice is once
    expect(backend.bufferBytes - start).toBe(one);
    second.dispose();
    expect(backend.bufferBytes).toBe(start);
  },
);

test.each(backends)("any inner value can be asked for: %s", async (_, open) => {
  const { g, x, hidden, y } = classifier();
  const plan = await (await open()).compile(g.build([hidden, y]), { maxBatch: 2 });
  plan.write(x, random(48, 3));
  const [inner, scores] = await plan.askAll([hidden, y], 2);
  plan.dispose();

  expect(inner).toHaveLength(32);
  expect(inner.every((v) => v >= 0)).toBe(true);
  expect(scores.reduce((a, b) => a + b)).toBeCloseTo(2, 5);
});

test.each(backends)(
  "a run goes on where the last one ended, many steps in one submit: %s",
  async (_, open) => {
    const g = new GraphBuilder();
    const x = g.input("x", [3]);
    const step = g.input("step", [1], { batched: false });
    const [next, later] = [add(g, x, step), add(g, step, constant(g, 1))];
    const carries = [
      { from: next, to: x },
      { from: later, to: step },
    ];
    const plan = await (await open()).compile(g.build([next, later]), { maxBatch: 2, carries });
    plan.write(x, Float32Array.of(0, 1, 2, 3, 4, 5));
    plan.write(step, Float32Array.of(1));
    const [first] = await plan.askAll([next], 2, 3);
    const [second, steps] = await plan.askAll([x, step], 2, 2);
    const stats = plan.stats();
    plan.dispose();

    expect([...first]).toEqual([6, 7, 8, 9, 10, 11]); // 1 + 2 + 3
    expect([...second]).toEqual([15, 16, 17, 18, 19, 20]); // and 4 + 5
    expect([...steps]).toEqual([6]);
    expect(stats).toMatchObject({ submits: 2, readBacks: 2, dispatches: 2 * 5 });
  },
);

test.each(backends)(
  "runs asked for at once take their turn, each with what was written before it: %s",
  async (_, open) => {
    const g = new GraphBuilder();
    const sum = g.input("sum", [1], { batched: false });
    const x = g.input("x", [1], { batched: false });
    const next = add(g, sum, x);
    const carries = [{ from: next, to: sum }];
    const plan = await (await open()).compile(g.build([next]), { maxBatch: 1, carries });
    plan.write(sum, Float32Array.of(100));
    const asked = [1, 10, 1000].map((value) => {
      plan.write(x, Float32Array.of(value));
      return plan.askAll([next], 1, 2);
    });
    plan.write(sum, Float32Array.of(0));
    const last = plan.askAll([next, x], 1);
    const answers = await Promise.all([...asked, last]);
    plan.dispose();

    expect(answers.map(([y]) => y[0])).toEqual([102, 122, 2122, 1000]);
    expect([...answers[3][1]]).toEqual([1000]);
  },
);

test("the largest batch keeps to the memory it may take", async () => {
  const { g, y } = classifier();
  const backend = await testBackend();
  const perSample = 4 * (24 + 16 + 16 + 4);

  expect(backend.largestBatch(g.build([y]), 64 * perSample)).toBe(64);
  expect(backend.largestBatch(g.build([y]), 10)).toBe(0);
});

test("a kernel that does not compile is named, with its line", async () => {
  const broken: Op<object> = {
    name: "broken",
    shape: ([x]) => x,
    kernel: () => ({
      source: "@compute @workgroup_size(1)\nfn main() { nonsense }",
      workgroups: () => [1, 1, 1],
    }),
    tfjs: (tf, [x]) => tf.clone(x),
  };
  const g = new GraphBuilder();
  const y = g.add(broken, [g.input("x", [1])], {});
  const backend = await testBackend();
  const before = backend.bufferBytes;

  await expect(backend.compile(g.build([y]), { maxBatch: 1 })).rejects.toMatchObject({
    code: "shader",
    message: expect.stringMatching(/cannot compile 'broken'[\s\S]*2:/),
  });
  expect(backend.bufferBytes).toBe(before);
});

/** WebGPU whose devices are lost when `lose` is called. */
async function troubled() {
  const gpu = await dawn();
  let lose = () => {};
  const lost = new Promise<GPUDeviceLostInfo>((resolve) => {
    lose = () => resolve({ reason: "unknown", message: "the driver was reset" } as GPUDeviceLostInfo);
  });
  const devices: GPUDevice[] = [];
  const wrapped = {
    async requestAdapter() {
      const adapter = (await gpu.requestAdapter())!;
      const requestDevice = async (descriptor: GPUDeviceDescriptor) => {
        const device = await adapter.requestDevice(descriptor);
        devices.push(device);
        return new Proxy(device, {
          get: (target, key) => {
            if (key === "lost") return lost;
            const value = Reflect.get(target, key);
            return typeof value === "function" ? value.bind(target) : value;
          },
        });
      };
      return { features: adapter.features, limits: adapter.limits, info: adapter.info, requestDevice };
    },
  } as unknown as GPU;
  return { wrapped, lose, device: () => devices[0] };
}

test("a lost device is an error that says so, from then on", async () => {
  const { wrapped, lose } = await troubled();
  const backend = await openWebgpu({ gpu: wrapped });
  const { g, x, y } = classifier();
  const plan = await backend.compile(g.build([y]), { maxBatch: 1 });
  plan.write(x, random(24, 3));
  await plan.ask(y, 1);
  lose();
  await Promise.resolve();

  await expect(plan.ask(y, 1)).rejects.toMatchObject({
    code: "device",
    message: "the GPU was lost: the driver was reset",
  });
  await expect(backend.compile(g.build([y]), { maxBatch: 1 })).rejects.toBeInstanceOf(EngineError);
  backend.dispose();
});

test("a step that the GPU refuses is an error, and no wrong answer", async () => {
  const { wrapped, device } = await troubled();
  const backend = await openWebgpu({ gpu: wrapped });
  const { g, x, y } = classifier();
  const plan = await backend.compile(g.build([y]), { maxBatch: 1 });
  plan.write(x, random(24, 3));
  const usage = GPUBufferUsage.COPY_DST;
  device().queue.writeBuffer(device().createBuffer({ size: 4, usage }), 0, new Float32Array(64));

  await expect(plan.ask(y, 1)).rejects.toMatchObject({
    code: "device",
    message: expect.stringContaining("the GPU refused a step"),
  });
  backend.dispose();
});

test("a batch for which the device has no room is refused as such, and a smaller one is not", async () => {
  const { create } = await import("webgpu");
  await dawn(); // the names of the WebGPU standard
  const full = create(["backend=null"]); // it has half a gigabyte, and computes nothing
  const backend = await openWebgpu({ gpu: full });
  const g = new GraphBuilder();
  const inputs = Array.from({ length: 6 }, (_, i) => g.input(`x${i}`, [2 ** 18]));
  const y = add(g, inputs[0], inputs[5]);
  const graph = g.build([y]); // 7 MB a sample

  await expect(backend.compile(graph, { maxBatch: 200 })).rejects.toMatchObject({
    ...{ code: "out-of-memory", message: "the GPU has no room for 200 MB (200 pictures at a time)" }, // in one buffer
  });
  await expect(backend.compile(graph, { maxBatch: 100 })).rejects.toMatchObject({
    ...{ code: "out-of-memory", message: "the GPU has no room for 700 MB (100 pictures at a time)" },
  });
  expect(backend.bufferBytes).toBe(0);
  const plan = await compileWithin(backend, graph, { most: 100, memoryBudget: 2 ** 30 });
  expect(plan.maxBatch).toBe(50);
  expect(await plan.ask(y, 1)).toHaveLength(2 ** 18);
  plan.dispose();
  expect(backend.bufferBytes).toBe(0);
  backend.dispose();
});

test("an answer for which the device has no room is refused as such, and smaller ones still come", async () => {
  const { create } = await import("webgpu");
  await dawn(); // the names of the WebGPU standard
  const full = create(["backend=null"]); // it has half a gigabyte
  const backend = await openWebgpu({ gpu: full });
  const g = new GraphBuilder();
  const inputs = Array.from({ length: 6 }, (_, i) => g.input(`x${i}`, [2 ** 18]));
  const sum = add(g, inputs[0], inputs[5]);
  const first = slice(g, sum, { axis: 0, from: 0, size: 4 });
  const graph = g.build([sum, first]);
  const plan = await backend.compile(graph, { maxBatch: 66 }); // 462 MB of buffers, and 66 of an answer
  const held = backend.bufferBytes;

  await expect(plan.ask(sum, 1)).rejects.toMatchObject({
    code: "out-of-memory",
    message: "the GPU has no room for 528 MB (66 pictures at a time)",
  });

  expect(backend.bufferBytes).toBe(held);
  expect(await plan.ask(first, 66)).toHaveLength(4 * 66);
  plan.dispose();
  expect(backend.bufferBytes).toBe(0);
  backend.dispose();
});

test("no WebGPU, no adapter and no device are errors that name what is missing", async () => {
  const none = { requestAdapter: async () => null } as unknown as GPU;
  const adapter = {
    ...{ features: new Set(), limits: {}, info: {} },
    requestDevice: () => Promise.reject(new Error("out of devices")),
  };
  const mean = { requestAdapter: async () => adapter } as unknown as GPU;
  const refusal = (gpu: GPU | undefined) => openWebgpu({ gpu }).catch((error: EngineError) => error.message);

  expect(await refusal(none)).toContain("no adapter");
  expect(await refusal(mean)).toContain("the GPU gave no device: out of devices");
});
