import { expect, test } from "vitest";
import { ask } from "../../test/ask.ts";
import { testBackend, testTfjs } from "../../test/device.ts";
import { fixture, jsonFile } from "../../test/fixtures/read.ts";
import { graphModel } from "../../test/graph-model.ts";
import { expectClose } from "../../test/ops.ts";
import { testWasm } from "../../test/wasm.ts";
import { loadTfjs } from "../kernels/tfjs.ts";
import { openModel } from "./open.ts";

interface Written {
  readonly op: string;
  readonly json: object;
  /** In base64. */
  readonly weights: string;
  readonly probabilities: readonly number[];
}

const written: Written[] = JSON.parse(new TextDecoder().decode(fixture("tfjs-ops.json").bytes));

const filesOf = ({ json, weights }: Written) => [
  jsonFile(json),
  { name: "weights.bin", bytes: Uint8Array.from(Buffer.from(weights, "base64")) },
];

test.each(written.map((each, i) => [each.op, i, each] as const))(
  "%s gives the probabilities of TensorFlow.js (model %i)",
  async (_op, _i, each) => {
    const model = await openModel(filesOf(each), {}, loadTfjs);

    for (const backend of [await testTfjs(), await testWasm(), await testBackend()]) {
      const { probabilities } = await ask(backend, model);

      expectClose(probabilities, each.probabilities, { rtol: 0, atol: 1e-5 });
    }
  },
);

test("says what runs through TensorFlow.js", async () => {
  const nodes = ["Sin", "Sin", "Cos"].map((op, i) => ({ name: `n${i}`, op, input: [i ? `n${i - 1}` : "x"] }));
  const flat = { name: "y", op: "Reshape", input: ["n2", "shape"] };
  const shape = { shape: { shape: [2], data: [-1, 12], dtype: "int32" } } as const;

  const { warnings } = await openModel(graphModel([2, 2, 3], [...nodes, flat], shape), {}, loadTfjs);

  expect(warnings[1]).toMatch(/^Sin \(2×\), Cos run through TensorFlow.js, not on the GPU/);
});

const ints = (...data: number[]) => ({ shape: [data.length], data, dtype: "int32" }) as const;

test.each([
  ["a tile of absurd size", "Tile", ["x", "w"], ints(1, 9e3, 9e3, 9e3), {}, /too many numbers|too many for/],
  [
    "a product of absurdly much work",
    "Einsum",
    ["x", "x"],
    ints(1),
    { equation: "bhwc,bijk->bhwcijk" },
    /multiply-adds/,
  ],
  ["a sum over the samples", "Sum", ["x", "w"], ints(0), { keep_dims: true }, /Sum mixes the samples/],
  ["a running sum over the samples", "Cumsum", ["x", "w"], ints(0), {}, /Cumsum mixes the samples/],
  ["an axis that is computed", "Cumsum", ["x", "x"], ints(0), {}, /an operand that is not constant/],
  ["an axis that is not there", "Sum", ["x", "w"], ints(7), {}, /op 'y' \(Sum\)/],
] as const)("refuses %s", async (_, op, input, w, attr, says) => {
  const nodes = [{ name: "y", op, input, attr }];

  await expect(openModel(graphModel([99, 99, 3], nodes, { w }), {}, loadTfjs)).rejects.toThrow(says);
});
