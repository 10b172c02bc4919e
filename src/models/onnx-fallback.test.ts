import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { fixture } from "../../test/fixtures/read.ts";
import { onnxModel } from "../../test/onnx-model.ts";
import { expectClose } from "../../test/ops.ts";
import { testWasm } from "../../test/wasm.ts";
import { loadTfjs } from "../kernels/tfjs.ts";
import { openModel } from "./open.ts";

interface Written {
  readonly op: string;
  /** In base64. */
  readonly model: string;
  readonly probabilities: readonly number[];
}

const written: Written[] = JSON.parse(new TextDecoder().decode(fixture("onnx/tfjs-ops.json").bytes));

test.each(written.map((each, i) => [each.op, i, each] as const))(
  "%s gives the probabilities of ONNX Runtime (model %i)",
  async (_op, _i, { model: base64, probabilities: expected }) => {
    const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
    const model = await openModel([{ name: "model.onnx", bytes }], {}, loadTfjs);

    for (const backend of [await testTfjs(), await testWasm(), await testBackend()]) {
      const { probabilities } = await ask(backend, model);

      expectClose(probabilities, expected, { rtol: 0, atol: 1e-5 });
    }
  },
);

test.each([
  ["a running sum over the samples", "CumSum", ["x", "w"], [0], /CumSum mixes the samples/],
  ["an axis that is computed", "CumSum", ["x", "x"], [0], /an operand that is not constant/],
  ["a tile of absurd size", "Tile", ["x", "w"], [1, 9e3, 9e3, 9e3], /too many for a picture/],
] as const)("refuses %s", async (_, op, inputs, data, says) => {
  const weights = { w: { dims: [data.length], data: [...data], isWhole: true } };
  const model = onnxModel({ ops: [{ op, inputs: [...inputs], output: "y" }], weights });

  await expect(openModel([model], {}, loadTfjs)).rejects.toThrow(says);
});
