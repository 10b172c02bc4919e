/** @file What each op of an ONNX graph is made of here. */

import { convolutions } from "./onnx-convolutions.ts";
import { elementwise } from "./onnx-elementwise.ts";
import type { GraphOp } from "./onnx-node.ts";
import { pools } from "./onnx-pools.ts";
import { shapes } from "./onnx-shapes.ts";

/** By name. `batch`: the size that the file fixes for it, else 1. */
export const graphOps = (batch: number): Readonly<Record<string, GraphOp>> => ({
  ...convolutions,
  ...pools,
  ...elementwise,
  ...shapes(batch),
});
