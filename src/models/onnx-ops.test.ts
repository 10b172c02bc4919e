import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { onnxModel, type TestOp } from "../../test/onnx-model.ts";
import { expectClose } from "../../test/ops.ts";
import { openModel } from "./open.ts";

const backends = [
  ["WebGPU", testBackend],
  ["tfjs", testTfjs],
] as const;

test.each(backends)("GELU as exporters write it out, with Erf, on %s", async (_, backend) => {
  const ops: TestOp[] = [
    { op: "Sub", inputs: ["x", "half"], output: "centred" },
    { op: "Mul", inputs: ["centred", "six"], output: "wide" },
    { op: "Div", inputs: ["wide", "root"], output: "scaled" },
    { op: "Erf", inputs: ["scaled"], output: "erf" },
    { op: "Add", inputs: ["erf", "one"], output: "more" },
    { op: "Mul", inputs: ["wide", "more"], output: "twice" },
    { op: "Mul", inputs: ["twice", "half"], output: "last" },
    { op: "Gelu", inputs: ["wide"], output: "fused" },
    { op: "Sub", inputs: ["last", "fused"], output: "difference" },
    { op: "Flatten", inputs: ["difference"], output: "y" },
  ];
  const lone = (value: number) => ({ dims: [], data: [value] });
  const weights = { half: lone(0.5), six: lone(6), root: lone(Math.SQRT2), one: lone(1) };
  const model = await openModel([onnxModel({ opset: 20, ops, weights })]);

  const { layers } = await ask(await backend(), model);

  expect(Math.max(...layers.get("make last")!)).toBeGreaterThan(0.1);
  expectClose(layers.get("make difference")!, new Float32Array(12), { rtol: 0, atol: 1e-6 });
});
