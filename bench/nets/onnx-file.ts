/**
 * @file A network as an ONNX file, opset 17: what onnxruntime-web opens. Images are [batch, channels, height, width]
 * there, so filters are turned, and so are the weights of a dense layer behind an image. Fields are numbered as in
 * https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
 */

import { type Net, type NetLayer, paddingAlong, type Sliding } from "./net.ts";
import { bytes, encode, type Field, float, int, message, string } from "./protobuf.ts";
import { EPSILON } from "./tfjs-files.ts";

type Numbers = Float32Array<ArrayBuffer>;

/** The name of the batch's size, for `freeDimensionOverrides`. */
export const BATCH = "batch";

export function onnxFile({ name, inputShape: [h, w, c], layers, classes }: Net): Uint8Array<ArrayBuffer> {
  const fields: Field[] = [];
  const shapeOf = new Map<string, readonly number[]>([["image", [h, w, c]]]);
  for (const layer of layers) {
    fields.push(...layerFields(layer, shapeOf.get(layer.inputs[0])!));
    shapeOf.set(layer.name, layer.shape);
  }
  const graph = [
    ...fields,
    string(2, name),
    valueInfo(11, "image", [BATCH, c, h, w]),
    valueInfo(12, layers.at(-1)!.name, [BATCH, classes]),
  ];
  return encode([int(1, 8), string(2, "limelight-bench"), message(7, graph), message(8, [int(2, 17)])]);
}

function layerFields(layer: NetLayer, inputShape: readonly number[]): Field[] {
  const { name, inputs } = layer;
  const own = (part: string) => `${name}/${part}`;
  const channels = inputShape.at(-1)!;
  const filters = layer.shape.at(-1)!;
  switch (layer.kind) {
    case "conv":
    case "depthwise": {
      const { size, filter, bias, activation } = layer;
      const depthwise = layer.kind === "depthwise";
      const depth = depthwise ? 1 : channels;
      const turned = transpose(filter, size * size, depthwise ? channels : depth, depthwise ? 1 : filters);
      return [
        tensor(own("filter"), [filters, depth, size, size], turned),
        tensor(own("bias"), [filters], bias),
        ...activated(name, activation, (output) =>
          node("Conv", [...inputs, own("filter"), own("bias")], output, [
            ...slidingAttributes(layer, inputShape),
            intAttribute("group", depthwise ? channels : 1),
          ]),
        ),
      ];
    }
    case "dense": {
      const isImage = inputShape.length > 1;
      const pixels = isImage ? inputShape[0] * inputShape[1] : 1;
      const weights = isImage ? channelsFirst(layer.weights, pixels, channels, filters) : layer.weights;
      const [x] = isImage ? [own("flat")] : inputs;
      return [
        tensor(own("weights"), [pixels * channels, filters], weights),
        tensor(own("bias"), [filters], layer.bias),
        ...(isImage ? [node("Flatten", inputs, own("flat"), [intAttribute("axis", 1)])] : []),
        ...activated(name, layer.activation, (output) =>
          node("Gemm", [x, own("weights"), own("bias")], output, []),
        ),
      ];
    }
    case "norm":
      return [
        tensor(own("scale"), [channels], layer.scale),
        tensor(own("shift"), [channels], layer.shift),
        tensor(own("mean"), [channels], new Float32Array(channels)),
        tensor(own("variance"), [channels], new Float32Array(channels).fill(1 - EPSILON)),
        node("BatchNormalization", [inputs[0], ...["scale", "shift", "mean", "variance"].map(own)], name, [
          floatAttribute("epsilon", EPSILON),
        ]),
      ];
    case "max-pool":
      return [node("MaxPool", inputs, name, slidingAttributes(layer, inputShape))];
    case "add":
      return activated(name, layer.activation, (output) => node("Add", inputs, output, []));
    case "global-mean":
      return [
        node("GlobalAveragePool", inputs, own("mean"), []),
        node("Flatten", [own("mean")], name, [intAttribute("axis", 1)]),
      ];
  }
}

/** What `make` writes, then the activation; without one `make` writes the result itself. */
function activated(name: string, activation: string | undefined, make: (output: string) => Field): Field[] {
  if (!activation) return [make(name)];
  const sum = `${name}/sum`;
  if (activation === "relu") return [make(sum), node("Relu", [sum], name, [])];
  if (activation === "softmax") return [make(sum), node("Softmax", [sum], name, [intAttribute("axis", 1)])];
  const [low, high] = [`${name}/low`, `${name}/high`];
  return [
    tensor(low, [], Float32Array.of(0)),
    tensor(high, [], Float32Array.of(6)),
    make(sum),
    node("Clip", [sum, low, high], name, []),
  ];
}

function slidingAttributes(sliding: Sliding, [h, w]: readonly number[]): Field[] {
  const { size, stride } = sliding;
  const [top, bottom] = paddingAlong(h, sliding);
  const [left, right] = paddingAlong(w, sliding);
  return [
    intsAttribute("kernel_shape", [size, size]),
    intsAttribute("strides", [stride, stride]),
    intsAttribute("pads", [top, left, bottom, right]),
  ];
}

/** NodeProto. */
const node = (op: string, inputs: readonly string[], output: string, attributes: readonly Field[]): Field =>
  message(1, [
    ...inputs.map((input) => string(1, input)),
    string(2, output),
    string(3, output),
    string(4, op),
    ...attributes,
  ]);

/** AttributeProto of each type. */
const intAttribute = (name: string, value: number) =>
  message(5, [string(1, name), int(3, value), int(20, 2)]);
const floatAttribute = (name: string, value: number) =>
  message(5, [string(1, name), float(2, value), int(20, 1)]);
const intsAttribute = (name: string, values: readonly number[]) =>
  message(5, [string(1, name), ...values.map((value) => int(8, value)), int(20, 7)]);

/** TensorProto of float32. */
const tensor = (name: string, shape: readonly number[], data: Numbers): Field =>
  message(5, [
    ...shape.map((size) => int(1, size)),
    int(2, 1),
    string(8, name),
    bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);

/** ValueInfoProto of float32; a dimension that is a word is free. */
const valueInfo = (field: number, name: string, shape: readonly (string | number)[]): Field => {
  const dims = shape.map((size) => message(1, [typeof size === "string" ? string(2, size) : int(1, size)]));
  return message(field, [string(1, name), message(2, [message(1, [int(1, 1), message(2, dims)])])]);
};

/** [taps, channels, filters] to [filters, channels, taps]. */
function transpose(filter: Numbers, taps: number, channels: number, filters: number): Numbers {
  const turned = new Float32Array(filter.length);
  for (let t = 0; t < taps; t++)
    for (let c = 0; c < channels; c++)
      for (let f = 0; f < filters; f++)
        turned[(f * channels + c) * taps + t] = filter[(t * channels + c) * filters + f];
  return turned;
}

/** Rows in the order pixel, channel to rows in the order channel, pixel. */
function channelsFirst(weights: Numbers, pixels: number, channels: number, units: number): Numbers {
  const turned = new Float32Array(weights.length);
  for (let p = 0; p < pixels; p++)
    for (let c = 0; c < channels; c++)
      turned.set(
        weights.subarray((p * channels + c) * units, (p * channels + c + 1) * units),
        (c * pixels + p) * units,
      );
  return turned;
}
