import { expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, random } from "../../../test/ops.ts";
import { GraphBuilder } from "../../graph/graph.ts";
import { activation } from "./activation.ts";
import { flatten, reshape } from "./reshape.ts";

test.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
])("the numbers stay as they are, in their order, between other steps, on %s", async (_, open) => {
  const g = new GraphBuilder();
  const x = g.input("x", [2, 3, 4]);
  const data = random(3 * 24, 1);
  const y = activation(g, reshape(g, flatten(g, activation(g, x, { kind: "relu" })), [4, 6]), {
    kind: "relu6",
  });

  const result = await evaluate(await open(), g, [x], [data], y);

  expect([...result]).toEqual(Array.from(data, (value) => Math.max(0, value)));
  expect(y.shape).toEqual([4, 6]);
});

test("says which sizes differ", () => {
  const g = new GraphBuilder();

  expect(() => reshape(g, g.input("x", [2, 3, 4]), [5, 5])).toThrow("reshape: [2,3,4] cannot become [5,5]");
});
