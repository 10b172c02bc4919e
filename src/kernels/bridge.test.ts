import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../test/device.ts";
import { expectClose, random } from "../../test/ops.ts";
import { askedBothWays, described, graphOf, questions } from "../../test/shared.ts";
import { GraphBuilder, sizeOf, type Tfjs, type Value } from "../graph/graph.ts";
import { sharing } from "../passes/share.ts";
import { add, scaled } from "./ops/binary.ts";
import { conv2d, dense } from "./ops/conv2d.ts";
import { tfjsStepOp } from "./ops/tfjs-step.ts";

type Step = "sin" | "cumsum";

function by(g: GraphBuilder, step: Step, x: Value): Value {
  const run = (tf: Tfjs, [x]: Parameters<typeof tfjsStepOp.tfjs>[1]) => tf[step](x);
  return g.add(tfjsStepOp, [x], { kind: step, run, outputShape: x.shape, isPixelwise: step === "sin" });
}

/** Cumsum goes over all of an axis that is not the batch. */
const running = (g: GraphBuilder, x: Value): Value => {
  const run = (tf: Tfjs, [x]: Parameters<typeof tfjsStepOp.tfjs>[1]) => tf.cumsum(x, 2);
  return g.add(tfjsStepOp, [x], { kind: "cumsum", run, outputShape: x.shape });
};

function conv(g: GraphBuilder, x: Value, filters: number): Value {
  const w = g.weight("w", [3, 3, x.shape[2], filters], random(9 * x.shape[2] * filters, filters));
  return conv2d(g, x, w, { strides: [1, 1], padding: "same" });
}

/** Ours, theirs, ours, theirs, ours; one of ours is read again after theirs. */
function network(g: GraphBuilder, image: Value): Value {
  const x = conv(g, image, 4);
  const y = conv(g, by(g, "sin", x), 4);
  const z = add(g, running(g, y), x);
  return dense(g, z, g.weight("w", [sizeOf(z.shape), 3], random(sizeOf(z.shape) * 3, 7)));
}

test("a plan in parts gives what TensorFlow.js gives, shared or not", async () => {
  const asked = questions(4, 3, 20);
  const graphs = graphOf(network, asked);
  const shared = sharing(graphs.graph, asked.labels, asked.segments)!(asked.masks);

  const [gpu, tfjs] = [
    await askedBothWays(await testBackend(), graphs, shared, asked, 8),
    await askedBothWays(await testTfjs(), graphs, shared, asked, 8),
  ];

  expect(described(shared.graph)).toMatch(/conv2d\* tfjsStep\* .*conv2d\* .*tfjsStep /);
  for (const answers of [gpu.answers, gpu.expected, tfjs.answers])
    expectClose(answers, tfjs.expected, { rtol: 1e-4, atol: 1e-5 });
  expect(gpu.stats[1].multiplyAdds).toBe(tfjs.stats[1].multiplyAdds);
});

test("frees what its parts hold", async () => {
  const [gpu, tfjs] = [await testBackend(), await testTfjs()];
  const before = [gpu.bufferBytes, tfjs.bufferBytes];
  const g = new GraphBuilder();
  const y = network(g, g.input("x", [4, 4, 1]));

  const plan = await gpu.compile(g.build([y]), { maxBatch: 2 });
  const between = [gpu.bufferBytes, tfjs.bufferBytes];
  plan.dispose();

  expect(between.every((bytes, i) => bytes > before[i])).toBe(true);
  expect([gpu.bufferBytes, tfjs.bufferBytes]).toEqual(before);
});

test("asks that wait for each other answer what was written before each", async () => {
  const g = new GraphBuilder();
  const x = g.input("x", [2]);
  const y = scaled(g, by(g, "sin", scaled(g, x, 2)), 10);
  const plan = await (await testBackend()).compile(g.build([y]), { maxBatch: 1 });

  plan.write(x, Float32Array.of(0.1, 0.2));
  const first = plan.ask(y, 1);
  plan.write(x, Float32Array.of(0.3, 0.4));
  const second = plan.askAll([x, y], 1);

  expectClose(await first, [10 * Math.sin(0.2), 10 * Math.sin(0.4)], { rtol: 1e-5, atol: 1e-6 });
  const [given, answer] = await second;
  expectClose(given, [0.3, 0.4]);
  expectClose(answer, [10 * Math.sin(0.6), 10 * Math.sin(0.8)], { rtol: 1e-5, atol: 1e-6 });
  plan.dispose();
});

test("what is carried goes from the last part to the first", async () => {
  const g = new GraphBuilder();
  const x = g.input("x", [2]);
  const next = scaled(g, by(g, "sin", x), 2);
  const options = { maxBatch: 1, carries: [{ from: next, to: x }] };
  const plan = await (await testBackend()).compile(g.build([next]), options);

  plan.write(x, Float32Array.of(0.1, -0.7));
  const [last] = await plan.askAll([next], 1, 3);

  const thrice = (v: number) => [1, 2, 3].reduce((x) => 2 * Math.sin(x), v);
  expectClose(last, [thrice(0.1), thrice(-0.7)], { rtol: 1e-5, atol: 1e-6 });
  plan.dispose();
});

test("parts that depend on no sample run once, until something is written that they depend on", async () => {
  const g = new GraphBuilder();
  const same = g.input("same", [2], { batched: false });
  const own = g.input("own", [2]);
  const y = add(g, by(g, "sin", scaled(g, same, 2)), own);
  const plan = await (await testBackend()).compile(g.build([y]), { maxBatch: 1 });
  const dispatches: number[] = [];
  const ask = async () => {
    const before = plan.stats().dispatches;
    const answer = await plan.ask(y, 1);
    dispatches.push(plan.stats().dispatches - before);
    return answer;
  };

  plan.write(same, Float32Array.of(0.1, 0.2));
  plan.write(own, Float32Array.of(1, 2));
  await ask();
  plan.write(own, Float32Array.of(3, 4));
  expectClose(await ask(), [Math.sin(0.2) + 3, Math.sin(0.4) + 4], { rtol: 1e-5, atol: 1e-6 });
  plan.write(same, Float32Array.of(0.5, 0.6));
  expectClose(await ask(), [Math.sin(1) + 3, Math.sin(1.2) + 4], { rtol: 1e-5, atol: 1e-6 });
  plan.dispose();

  expect(dispatches).toEqual([3, 1, 3]);
});
