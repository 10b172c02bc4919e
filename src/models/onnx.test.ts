import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../test/device.ts";
import { expectedOfOnnx, fixture, fixturePicture } from "../../test/fixtures/read.ts";
import { expectClose } from "../../test/ops.ts";
import { GraphBuilder } from "../graph/graph.ts";
import type { Backend } from "../kernels/backend.ts";
import type { Model } from "./model.ts";
import { openModel } from "./open.ts";

const CLOSE = { rtol: 2e-4, atol: 2e-5 };

/** Class probabilities, and outputs of the ops that are named. */
async function ask(backend: Backend, model: Model, names: readonly string[] = []) {
  const g = new GraphBuilder();
  const image = g.input("image", model.inputShape);
  const { scores, outputs } = model.apply(g, image);
  const wanted = [scores, ...names.map((name) => outputs.get(name)!)];
  const plan = await backend.compile(g.build([...new Set(wanted)]), { maxBatch: 1 });
  plan.write(image, fixturePicture(model.inputShape));
  const numbers = await plan.askAll(wanted, 1);
  plan.dispose();
  return { probabilities: numbers[0], ops: new Map(names.map((name, i) => [name, numbers[i + 1]])) };
}

const backends = [
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
] as const;

const everyOp = ["ops-9", "ops-13", "ops-21", "types"].flatMap((name) =>
  backends.map(([on, backend]) => [name, on, backend] as const),
);

test.each(everyOp)("every op gives what it gives in ONNX Runtime: %s on %s", async (name, _, backend) => {
  const file = `${name}.onnx`;
  const model = await openModel([fixture(`onnx/${file}`)]);
  const { outputs, probabilities } = expectedOfOnnx(file);

  const answer = await ask(await backend(), model, Object.keys(outputs!));

  for (const [op, numbers] of Object.entries(outputs!)) {
    try {
      expectClose(answer.ops.get(op)!, numbers, CLOSE);
    } catch (cause) {
      throw new Error(`op '${op}' differs: ${(cause as Error).message}`, { cause });
    }
  }
  expectClose(answer.probabilities, probabilities, { rtol: 0, atol: 1e-5 });
});

const networks = [
  ...["ops-11", "ops-17", "keras", "resnet", "resnet-9", "squeezenet", "vgg", "densenet", "excited"],
  "mobilenet",
];

test.each(networks)("gives the probabilities of ONNX Runtime: %s", async (name) => {
  const file = `${name}.onnx`;
  const model = await openModel([fixture(`onnx/${file}`)]);
  const expected = expectedOfOnnx(file);

  expect(model).toMatchObject({ format: "onnx", inputShape: expected.input });
  for (const [, backend] of backends) {
    const { probabilities } = await ask(await backend(), model);
    expectClose(probabilities, expected.probabilities, { rtol: 0, atol: 1e-5 });
  }
});
