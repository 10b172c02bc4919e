/** @file Where a benchmark runs: a page or Node, with our engine and whatever other engines there are. */

import type { Engine } from "../src/api.ts";
import type { Backend } from "../src/kernels/backend.ts";
import type { Net } from "./nets/net.ts";
import type { NetName } from "./nets/nets.ts";
import type { Peak } from "./peak.ts";

type Numbers = Float32Array<ArrayBuffer>;

/** Another engine. */
export interface Peer {
  readonly name: PeerName;
  readonly version: string;
  /** Makes a network ready for so many pictures at a time. */
  open(net: Net, batch: number): Promise<PeerNet>;
}

export const PEERS = ["tfjs-webgpu", "tfjs-wasm", "ort-webgpu", "ort-wasm"] as const;
export type PeerName = (typeof PEERS)[number];

export interface PeerNet {
  /** Class probabilities of the pictures [batch, height, width, channels], read back. */
  predict(pictures: Numbers): Promise<Numbers>;
  /** By gradients, where the engine has them. */
  readonly gradients?: PeerGradients;
  dispose(): Promise<void>;
}

export interface PeerGradients {
  /**
   * Pictures after `steps` of `picture += rate * gradient` of the mean of channel n of a layer's output for picture n, and
   * read back.
   */
  climb(
    layer: string,
    pictures: Numbers,
    channels: readonly number[],
    steps: number,
    rate: number,
  ): Promise<Numbers>;
  /** The gradient of a class's logit by one picture. */
  ofLogit(picture: Numbers, index: number): Promise<Numbers>;
}

export interface Place {
  /** Ours, in this thread, for single networks. */
  readonly backend: Backend;
  /** The same without Winograd: 3x3 convolutions are computed as they are written down. Opened once. */
  direct(): Promise<Backend>;
  /** What the adapter can do at most, measured anew. */
  peak(): Promise<Peak>;
  /** Ours as its users have it: on a page in a worker of its own. The same each time. */
  engine(backend: "webgpu" | "wasm"): Promise<Engine>;
  readonly peers: readonly Peer[];
  /** Address of a picture that comes with the project. */
  picture(name: string): string;
  /** A smoke run: small networks, few samples, one round. */
  readonly quick: boolean;
  /** The adapter computes nothing: only counts mean something. */
  readonly countsOnly: boolean;
  /** Only these networks. */
  readonly nets: readonly NetName[] | undefined;
  /** After so many seconds no measurement begins another round. */
  readonly patience: number;
  /** Bytes of this process, where it can be asked. */
  memory?(): number;
  /** Bytes of JavaScript's objects and arrays that are in use, where it can be asked. */
  held?(): number;
  /** Milliseconds of processor time that this process has had, where it can be asked: others on the machine take none of it. */
  processor?(): number;
  /** Milliseconds since 1970; after them nothing else is begun, but the first of each suite. */
  readonly until: number;
  log(line: string): void;
}
