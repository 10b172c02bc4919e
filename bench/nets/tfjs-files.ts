/** @file A network as the files of a TensorFlow.js graph model: what our engine opens. */

import type { NamedBytes } from "../../src/models/model.ts";
import type { Net, NetLayer, Sliding } from "./net.ts";

interface Weight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
  readonly data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
}

type Attr = Readonly<Record<string, unknown>>;

interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr?: Readonly<Record<string, Attr>>;
}

const text = (s: string): Attr => ({ s: btoa(s) });
const ints = (i: readonly number[]): Attr => ({ list: { i } });
const ACTIVATIONS = { relu: "Relu", relu6: "Relu6", softmax: "Softmax" } as const;

/** `model.json` and `weights.bin`. */
export function tfjsFiles({ inputShape, layers }: Net): NamedBytes[] {
  const nodes: GraphNode[] = [];
  const weights: Weight[] = [];
  const shapeOf = new Map<string, readonly number[]>([["image", inputShape]]);
  const dim = [-1, ...inputShape].map((size) => ({ size }));
  nodes.push({ name: "image", op: "Placeholder", attr: { shape: { shape: { dim } } } });

  const weight = (name: string, shape: readonly number[], data: Weight["data"]) => {
    weights.push({ name, shape, data, dtype: data instanceof Int32Array ? "int32" : "float32" });
    nodes.push({ name, op: "Const" });
    return name;
  };
  for (const layer of layers) {
    addLayer(nodes, weight, layer, shapeOf.get(layer.inputs[0])!);
    shapeOf.set(layer.name, layer.shape);
  }
  return [modelJson(nodes, weights), { name: "weights.bin", bytes: joined(weights) }];
}

type AddWeight = (name: string, shape: readonly number[], data: Weight["data"]) => string;

function addLayer(
  nodes: GraphNode[],
  weight: AddWeight,
  layer: NetLayer,
  inputShape: readonly number[],
): void {
  const { name, inputs } = layer;
  const own = (part: string) => `${name}/${part}`;
  const channels = inputShape.at(-1)!;
  const filters = layer.shape.at(-1)!;
  switch (layer.kind) {
    case "conv":
    case "depthwise": {
      const { size, filter, bias, activation } = layer;
      const isConv = layer.kind === "conv";
      const shape = [size, size, channels, isConv ? filters : 1];
      const input = [...inputs, weight(own("filter"), shape, filter), weight(own("bias"), [filters], bias)];
      const fused = {
        fused_ops: { list: { s: ["BiasAdd", ...(activation ? [ACTIVATIONS[activation]] : [])].map(btoa) } },
      };
      const op = isConv ? "_FusedConv2D" : "FusedDepthwiseConv2dNative";
      nodes.push({ name, op, input, attr: { ...slidingAttrs(layer), ...fused } });
      return;
    }
    case "dense": {
      let [x] = inputs;
      const size = inputShape.reduce((a, b) => a * b, 1);
      if (inputShape.length > 1) {
        const shape = weight(own("shape"), [2], Int32Array.of(-1, size));
        nodes.push({ name: own("flat"), op: "Reshape", input: [x, shape] });
        x = own("flat");
      }
      const { activation } = layer;
      const fusedRelu = activation === "relu" ? [ACTIVATIONS.relu] : [];
      const input = [
        x,
        weight(own("weights"), [size, filters], layer.weights),
        weight(own("bias"), [filters], layer.bias),
      ];
      const attr = { fused_ops: { list: { s: ["BiasAdd", ...fusedRelu].map(btoa) } } };
      const last = activation === "softmax";
      nodes.push({ name: last ? own("logits") : name, op: "_FusedMatMul", input, attr });
      if (last) nodes.push({ name, op: "Softmax", input: [own("logits")] });
      return;
    }
    case "norm": {
      const zeros = weight(own("mean"), [channels], new Float32Array(channels));
      const ones = weight(own("variance"), [channels], new Float32Array(channels).fill(1 - EPSILON));
      const input = [
        inputs[0],
        weight(own("scale"), [channels], layer.scale),
        weight(own("shift"), [channels], layer.shift),
        zeros,
        ones,
      ];
      nodes.push({ name, op: "FusedBatchNormV3", input, attr: { epsilon: { f: EPSILON } } });
      return;
    }
    case "max-pool":
      nodes.push({
        name,
        op: "MaxPool",
        input: inputs,
        attr: { ...slidingAttrs(layer), ksize: ints([1, layer.size, layer.size, 1]) },
      });
      return;
    case "add": {
      const sum = layer.activation ? own("sum") : name;
      nodes.push({ name: sum, op: "AddV2", input: inputs });
      if (layer.activation) nodes.push({ name, op: ACTIVATIONS[layer.activation], input: [sum] });
      return;
    }
    case "global-mean":
      nodes.push({ name, op: "Mean", input: [...inputs, weight(own("axes"), [2], Int32Array.of(1, 2))] });
  }
}

/** Of the batch norms, which have seen a mean of 0 and a variance of 1 less this. */
export const EPSILON = 1e-3;

const slidingAttrs = ({ stride, padding }: Sliding) => ({
  strides: ints([1, stride, stride, 1]),
  padding: text(padding.toUpperCase()),
  data_format: text("NHWC"),
});

function modelJson(node: readonly GraphNode[], weights: readonly Weight[]): NamedBytes {
  const specs = weights.map(({ name, shape, dtype }) => ({ name, shape, dtype }));
  const json = {
    format: "graph-model",
    modelTopology: { node },
    weightsManifest: [{ paths: ["weights.bin"], weights: specs }],
  };
  return { name: "model.json", bytes: new TextEncoder().encode(JSON.stringify(json)) };
}

function joined(weights: readonly Weight[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(weights.reduce((sum, { data }) => sum + data.byteLength, 0));
  let at = 0;
  for (const { data } of weights) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
