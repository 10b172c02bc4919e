/** @file A model's summary as the table that Keras prints. */

import type { Layer, ModelInfo } from "../../index.node.ts";

type Summarised = Pick<ModelInfo, "layers" | "parameters" | "trainable" | "multiplyAdds">;

/**
 * Names, shapes, counts and totals as `model.summary()` has them, and multiply-adds. Where layers do not simply follow one
 * another, a column says what each reads. `nested`: as with `expand_nested=True`.
 */
export function summaryLines(model: Summarised, { nested = false } = {}): string[] {
  const { parameters, trainable, multiplyAdds } = model;
  const branches = !isChain(model.layers);
  const head = [
    ...["Layer (type)", "Output Shape", "Param #", "Multiply-adds"],
    ...(branches ? ["Connected to"] : []),
  ];
  const rows = [head, ...rowsOf(model.layers, nested, branches)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join("  ")
      .trimEnd(),
  );
  const rule = "─".repeat(Math.max(...lines.map(({ length }) => length)));
  return [
    ...[lines[0], rule, ...lines.slice(1), rule],
    `Total params: ${whole(parameters)}`,
    `Trainable params: ${whole(trainable)}`,
    `Non-trainable params: ${whole(parameters - trainable)}`,
    `Multiply-adds: ${whole(multiplyAdds)}`,
  ];
}

const isNumber = [false, false, true, true, false];

const rowsOf = (layers: readonly Layer[], nested: boolean, branches: boolean, indent = ""): string[][] =>
  layers.flatMap(({ name, type, outputShape, parameters, multiplyAdds, inputs, layers: inner }) => [
    [
      ...[`${indent}${name} (${type})`, `(None, ${outputShape.join(", ")})`],
      ...[whole(parameters), whole(multiplyAdds), ...(branches ? [inputs.join(", ")] : [])],
    ],
    ...(inner && nested ? rowsOf(inner, nested, branches, `${indent}  `) : []),
  ]);

/** Each layer reads the one before, and no other. */
const isChain = (layers: readonly Layer[]): boolean =>
  layers.every(({ inputs }, i) => i === 0 || (inputs.length === 1 && inputs[0] === layers[i - 1].name));

/** "1,234" */
const whole = (count: number): string => count.toLocaleString("en-US");
