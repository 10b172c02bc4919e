import { expect, test } from "vitest";
import { openTestBackend } from "../../test/device.ts";
import { random } from "../../test/ops.ts";
import { GraphBuilder, type Variant } from "../graph/graph.ts";
import { Autotuner } from "./autotune.ts";
import { conv2d } from "./ops/conv2d.ts";

const variants = ["registers", "quads", "workgroup"].map(
  (name): Variant => ({ name, source: "", workgroups: () => [1, 1, 1] }),
);

/** A machine that takes these times, and counts how often it is asked. */
function machine(times: Record<string, number>) {
  const asked: string[] = [];
  const open = async () => ({
    async time({ name }: Variant) {
      asked.push(name);
      return times[name];
    },
    dispose() {},
  });
  return { asked, open };
}

test("the fastest is found once per layer, size of batch and machine", async () => {
  const memory = new Map<string, string>();
  const { asked, open } = machine({ registers: 3, quads: 2, workgroup: 5 });
  const tuner = new Autotuner("acme x1", memory);
  tuner.ask("conv 3x3", 32, variants, open);
  expect(tuner.known("conv 3x3", 32)).toBeUndefined();

  await tuner.tune();
  const again = new Autotuner("acme x1", memory);
  again.ask("conv 3x3", 30, variants, open);
  await again.tune();

  expect(again.known("conv 3x3", 30)).toEqual({ name: "quads", guess: "registers", gain: 1.5 });
  expect(new Autotuner("acme x2", memory).known("conv 3x3", 32)).toBeUndefined();
  expect(again.known("conv 3x3", 128)).toBeUndefined();
  expect(asked).toEqual(["registers", "quads", "workgroup"]);
});

test.each<[why: string, times: Record<string, number>, winner: string]>([
  ["no other is clearly faster", { registers: 3, quads: 2.95, workgroup: 4 }, "registers"],
  ["the fastest gives a wrong answer", { registers: 3, quads: Infinity, workgroup: 4 }, "registers"],
  ["the guess gives a wrong answer", { registers: Infinity, quads: 5, workgroup: 4 }, "workgroup"],
])("the choice where %s", async (_, times, winner) => {
  const tuner = new Autotuner("acme", new Map());
  tuner.ask("conv", 1, variants, machine(times).open);

  await tuner.tune();

  expect(tuner.known("conv", 1)?.name).toBe(winner);
});

test("tuning stops when it is told to, and goes on later", async () => {
  const { asked, open } = machine({ registers: 1, quads: 1, workgroup: 1 });
  const tuner = new Autotuner("acme", new Map());
  tuner.ask("conv", 1, variants, open);

  await tuner.tune(AbortSignal.abort());
  const before = asked.length;
  await tuner.tune();

  expect([before, asked.length]).toEqual([0, 3]);
});

const tuned = "on a device, a plan compiled after tuning says who won, and gives the same to the last bit";

test.each(["f32", "f16"] as const)(`${tuned}: %s`, async (precision) => {
  const tuning = new Map<string, string>();
  const backend = await openTestBackend({ tuning, prefer: ["8x8"], precision });
  const g = new GraphBuilder();
  const x = g.input("x", [6, 6, 4]);
  const filter = g.weight("w", [3, 3, 4, 8], random(288, 1));
  const y = conv2d(g, x, filter, { strides: [1, 1], padding: "same" });
  const run = async () => {
    const plan = await backend.compile(g.build([y]), { maxBatch: 2 });
    plan.write(x, random(2 * 144, 2));
    const values = await plan.ask(y, 2);
    const line = plan.print();
    plan.dispose();
    return { values, line };
  };

  const before = await run();
  const buffers = backend.bufferBytes;
  await backend.tune!();
  const after = await run();

  expect([...tuning.values()].map((value) => JSON.parse(value))).toEqual([
    { name: expect.any(String), guess: expect.any(String), gain: expect.any(Number) },
  ]);
  expect([...tuning.keys()].map((key) => key.includes("conv2d of halves"))).toEqual([precision === "f16"]);
  expect(before.line).toMatch(/by 8x8$/);
  expect(after.line).toMatch(/by [\w-]+ \(measured: \d+\.\d\dx the speed of [\w-]+\)$/);
  expect(after.values).toEqual(before.values);
  expect(backend.bufferBytes).toBe(buffers);
  backend.dispose();
});
