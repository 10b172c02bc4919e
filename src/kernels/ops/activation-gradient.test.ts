import { test } from "vitest";
import { testTfjs } from "../../../test/device.ts";
import { expectGradient } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { ACTIVATIONS, type Activation, activation } from "./activation.ts";
import { scaleShift } from "./scale-shift.ts";

const twins = [testTfjs, testWasm];

const kinds: Activation[] = [
  ...ACTIVATIONS.map((kind) => ({ kind })),
  { kind: "leakyRelu", alpha: 0.1 },
  { kind: "leakyRelu", alpha: -0.3 },
  { kind: "elu", alpha: 0.7 },
];
test.each(kinds)("activation $kind, $alpha", async (kind) => {
  await expectGradient(
    [[3, 5]],
    (g, [x]) => activation(g, scaleShift(g, x, new Float32Array(5).fill(4.7), new Float32Array(5)), kind),
    {
      twins,
      rtol: 6e-3,
      atol: 6e-3,
    },
  );
});
