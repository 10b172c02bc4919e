/** @file TensorFlow.js, as its users have it: fused kernels, one `predict` a batch, `tf.grad` for gradients. */

import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import type { Net, NetLayer } from "../nets/net.ts";
import { EPSILON } from "../nets/tfjs-files.ts";
import type { Peer, PeerGradients, PeerNet } from "../place.ts";

type Weights = ReadonlyMap<string, tf.Tensor>;
type Apply = (image: tf.Tensor4D, until?: string) => tf.Tensor;

/** Throws where the backend does not start. */
export async function tfjsPeer(backend: "webgpu" | "wasm"): Promise<Peer> {
  if (backend === "webgpu") await import("@tensorflow/tfjs-backend-webgpu");
  else {
    const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
    const { wasmPaths } = await import("../../src/workers/wasm-paths.ts");
    setWasmPaths(wasmPaths as Parameters<typeof setWasmPaths>[0]);
  }
  await use(backend);
  tf.enableProdMode();
  return { name: `tfjs-${backend}`, version: tf.version_core, open: (net) => open(backend, net) };
}

async function use(backend: string): Promise<void> {
  if (tf.getBackend() !== backend && !(await tf.setBackend(backend)))
    throw new Error(`TensorFlow.js could not start its ${backend} backend`);
  await tf.ready();
}

async function open(backend: string, net: Net): Promise<PeerNet> {
  await use(backend);
  const weights = weightsOf(net);
  const apply: Apply = (image, until) => applyNet(net, weights, image, until);
  return {
    async predict(pictures) {
      await use(backend);
      const [h, w, c] = net.inputShape;
      const scores = tf.tidy(() => apply(tf.tensor4d(pictures, [pictures.length / (h * w * c), h, w, c])));
      const data = await scores.data();
      scores.dispose();
      return Float32Array.from(data);
    },
    gradients: gradientsOf(backend, net, apply),
    async dispose() {
      await use(backend);
      for (const weight of weights.values()) weight.dispose();
    },
  };
}

const gradientsOf = (backend: string, net: Net, apply: Apply): PeerGradients => ({
  async climb(layer, pictures, channels, steps, rate) {
    await use(backend);
    const [h, w, c] = net.inputShape;
    const [mapH, mapW, filters] = net.layers.find(({ name }) => name === layer)!.shape;
    const chosen = tf.reshape(tf.oneHot(tf.tensor1d([...channels], "int32"), filters), [
      channels.length,
      1,
      1,
      filters,
    ]);
    const mean = tf.mul(chosen, 1 / (mapH * mapW));
    const slope = tf.grad((x: tf.Tensor) => tf.sum(tf.mul(apply(x as tf.Tensor4D, layer), mean)));
    let image: tf.Tensor = tf.tensor4d(pictures, [channels.length, h, w, c]);
    for (let i = 0; i < steps; i++) {
      const next = tf.tidy(() => tf.add(image, tf.mul(slope(image), rate)));
      image.dispose();
      image = next;
    }
    const data = await image.data();
    tf.dispose([image, chosen, mean]);
    return Float32Array.from(data);
  },
  async ofLogit(picture, index) {
    await use(backend);
    const image = tf.tensor4d(picture, [1, ...net.inputShape]);
    const last = net.layers.at(-1)!;
    const slope = tf.grad((x: tf.Tensor) =>
      tf.sum(tf.slice(apply(x as tf.Tensor4D, `${last.name}/logits`), [0, index], [1, 1])),
    );
    const dx = tf.tidy(() => slope(image));
    const data = await dx.data();
    tf.dispose([image, dx]);
    return Float32Array.from(data);
  },
});

/**
 * Of all layers; or, to be differentiated, until that of this name, where logits have a name of their own. A fused step
 * without an activation computes the gradient of its weights, too, whoever asks: there such steps are taken apart.
 */
function applyNet({ layers }: Net, weights: Weights, image: tf.Tensor4D, until?: string): tf.Tensor {
  const values = new Map<string, tf.Tensor>([["image", image]]);
  const steps = until === undefined ? tf.fused : apart;
  for (const layer of layers) {
    const [x, other] = layer.inputs.map((name) => values.get(name)!);
    const isLogits = until === `${layer.name}/logits`;
    const y = applyLayer(layer, (part) => weights.get(`${layer.name}/${part}`)!, x, other, steps);
    if (isLogits || layer.name === until) return y;
    values.set(layer.name, "activation" in layer && layer.activation === "softmax" ? tf.softmax(y) : y);
  }
  return values.get(layers.at(-1)!.name)!;
}

type Steps = Pick<typeof tf.fused, "conv2d" | "depthwiseConv2d" | "matMul">;

const activated = (y: tf.Tensor, activation: string | undefined) =>
  activation === "relu" ? tf.relu(y) : activation === "relu6" ? tf.relu6(y) : y;

const apart = {
  conv2d: ({ x, filter, strides, pad, bias, activation }) =>
    activated(tf.add(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad), bias!), activation),
  depthwiseConv2d: ({ x, filter, strides, pad, bias, activation }) =>
    activated(
      tf.add(tf.depthwiseConv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, pad), bias!),
      activation,
    ),
  matMul: ({ a, b, bias, activation }) =>
    activated(tf.add(tf.matMul(a as tf.Tensor, b as tf.Tensor), bias!), activation),
} as Steps;

/** Before a softmax. */
function applyLayer(
  layer: NetLayer,
  own: (part: string) => tf.Tensor,
  x: tf.Tensor,
  other: tf.Tensor | undefined,
  steps: Steps,
): tf.Tensor {
  switch (layer.kind) {
    case "conv":
    case "depthwise": {
      const { stride: strides, padding: pad, activation = "linear" } = layer;
      const convolve = layer.kind === "conv" ? steps.conv2d : steps.depthwiseConv2d;
      return convolve({
        x: x as tf.Tensor4D,
        filter: own("filter") as tf.Tensor4D,
        bias: own("bias"),
        strides,
        pad,
        activation: activation as "linear" | "relu" | "relu6",
      });
    }
    case "dense": {
      const rows = x.rank > 2 ? tf.reshape(x, [x.shape[0], -1]) : x;
      const activation = layer.activation === "relu" ? ("relu" as const) : ("linear" as const);
      const weights = own("weights") as tf.Tensor2D;
      return steps.matMul({ a: rows as tf.Tensor2D, b: weights, bias: own("bias"), activation });
    }
    case "norm": {
      const [mean, variance, shift, scale] = ["mean", "variance", "shift", "scale"].map(own) as tf.Tensor1D[];
      return tf.batchNorm(x, mean, variance, shift, scale, EPSILON);
    }
    case "max-pool":
      return tf.maxPool(x as tf.Tensor4D, layer.size, layer.stride, layer.padding);
    case "add":
      return activated(tf.add(x, other!), layer.activation);
    case "global-mean":
      return tf.mean(x, [1, 2]);
  }
}

function weightsOf({ layers, inputShape }: Net): Map<string, tf.Tensor> {
  const weights = new Map<string, tf.Tensor>();
  const shapes = new Map<string, readonly number[]>([["image", inputShape]]);
  for (const layer of layers) {
    const { name, shape, inputs } = layer;
    const channels = shapes.get(inputs[0])!.at(-1)!;
    const own = (part: string, tensor: tf.Tensor) => weights.set(`${name}/${part}`, tensor);
    if (layer.kind === "conv")
      own("filter", tf.tensor(layer.filter, [layer.size, layer.size, channels, shape[2]]));
    if (layer.kind === "depthwise")
      own("filter", tf.tensor(layer.filter, [layer.size, layer.size, channels, 1]));
    if (layer.kind === "dense")
      own("weights", tf.tensor(layer.weights, [layer.weights.length / shape[0], shape[0]]));
    if ("bias" in layer) own("bias", tf.tensor(layer.bias));
    if (layer.kind === "norm") {
      own("scale", tf.tensor(layer.scale));
      own("shift", tf.tensor(layer.shift));
      own("mean", tf.zeros([channels]));
      own("variance", tf.fill([channels], 1 - EPSILON));
    }
    shapes.set(name, shape);
  }
  return weights;
}
