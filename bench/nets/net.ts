/** @file Networks as plain lists of layers with seeded random weights, so that every engine can be given the same one. */

type Numbers = Float32Array<ArrayBuffer>;
type Shape = readonly number[];
type Activation = "relu" | "relu6" | "softmax" | undefined;

interface Base {
  readonly name: string;
  /** Names of the layers it reads; "image" is the input. */
  readonly inputs: readonly string[];
  /** Of one sample: [height, width, channels], or [units]. */
  readonly shape: Shape;
}

export interface Sliding {
  readonly size: number;
  readonly stride: number;
  /** As TensorFlow pads. */
  readonly padding: "same" | "valid";
}

export interface Conv extends Base, Sliding {
  readonly kind: "conv" | "depthwise";
  /** [size, size, channels, filters], of a depthwise one [size, size, channels, 1]. */
  readonly filter: Numbers;
  readonly bias: Numbers;
  readonly activation: Activation;
}

export interface Dense extends Base {
  readonly kind: "dense";
  /** [inputs, units]; the inputs of an image are in the order row, column, channel. */
  readonly weights: Numbers;
  readonly bias: Numbers;
  readonly activation: Activation;
}

/** A batch norm that could not be folded: x * scale + shift, one pair for each channel. */
export interface Norm extends Base {
  readonly kind: "norm";
  readonly scale: Numbers;
  readonly shift: Numbers;
}

export interface MaxPool extends Base, Sliding {
  readonly kind: "max-pool";
}

export interface Add extends Base {
  readonly kind: "add";
  readonly activation: Activation;
}

/** The mean of each channel over all pixels: [height, width, channels] to [channels]. */
export interface GlobalMean extends Base {
  readonly kind: "global-mean";
}

export type NetLayer = Conv | Dense | Norm | MaxPool | Add | GlobalMean;

export interface Net {
  readonly name: string;
  readonly inputShape: readonly [height: number, width: number, channels: 1 | 3];
  readonly layers: readonly NetLayer[];
  readonly classes: number;
  /** Multiply-adds of the convolutions and dense layers for one picture. */
  readonly multiplyAdds: number;
}

interface ConvOptions extends Partial<Sliding> {
  readonly activation?: Activation;
  /** How large the outputs should stay, 1 for as large as the inputs. */
  readonly gain?: number;
}

/** Pixels along one side of what slides over `side` pixels. */
const slid = (side: number, { size, stride, padding }: Sliding): number =>
  padding === "same" ? Math.ceil(side / stride) : Math.floor((side - size) / stride) + 1;

/** Zeros before and after along one side, as TensorFlow pads: the odd one goes after. */
export function paddingAlong(side: number, sliding: Sliding): readonly [before: number, after: number] {
  if (sliding.padding === "valid") return [0, 0];
  const total = Math.max(0, (slid(side, sliding) - 1) * sliding.stride + sliding.size - side);
  return [total >> 1, total - (total >> 1)];
}

/** Collects layers. Each method adds one and returns its name. */
export class NetBuilder {
  readonly #layers: NetLayer[] = [];
  readonly #shapes = new Map<string, Shape>();
  readonly #random: () => number;
  readonly #name: string;
  #multiplyAdds = 0;

  constructor(name: string, inputShape: Net["inputShape"], seed = 1) {
    this.#name = name;
    this.#random = mulberry32(seed);
    this.#shapes.set("image", inputShape);
  }

  conv(
    input: string,
    filters: number,
    { size = 3, stride = 1, padding = "same", activation, gain = 1 }: ConvOptions = {},
  ): string {
    const [h, w, channels] = this.#shapes.get(input)!;
    const sliding = { size, stride, padding };
    const shape = [slid(h, sliding), slid(w, sliding), filters];
    const filter = this.#weights(size * size * channels, filters, activation, gain);
    this.#multiplyAdds += shape[0] * shape[1] * filter.length;
    return this.#add({
      kind: "conv",
      inputs: [input],
      ...sliding,
      shape,
      filter,
      bias: this.#uniform(filters, -0.1, 0.1),
      activation,
    });
  }

  depthwise(
    input: string,
    { size = 3, stride = 1, padding = "same", activation, gain = 1 }: ConvOptions = {},
  ): string {
    const [h, w, channels] = this.#shapes.get(input)!;
    const sliding = { size, stride, padding };
    const shape = [slid(h, sliding), slid(w, sliding), channels];
    const filter = this.#weights(size * size, channels, activation, gain);
    this.#multiplyAdds += shape[0] * shape[1] * filter.length;
    return this.#add({
      kind: "depthwise",
      inputs: [input],
      ...sliding,
      shape,
      filter,
      bias: this.#uniform(channels, -0.1, 0.1),
      activation,
    });
  }

  /** Over all numbers of its input. */
  dense(input: string, units: number, activation?: Activation): string {
    const inputs = this.#shapes.get(input)!.reduce((a, b) => a * b, 1);
    const weights = this.#weights(inputs, units, activation, 1);
    this.#multiplyAdds += weights.length;
    return this.#add({
      kind: "dense",
      inputs: [input],
      shape: [units],
      weights,
      bias: this.#uniform(units, -0.1, 0.1),
      activation,
    });
  }

  norm(input: string): string {
    const shape = this.#shapes.get(input)!;
    const channels = shape.at(-1)!;
    return this.#add({
      kind: "norm",
      inputs: [input],
      shape,
      scale: this.#uniform(channels, 0.7, 1.3),
      shift: this.#uniform(channels, -0.3, 0.1),
    });
  }

  maxPool(input: string, size = 2, stride = 2, padding: Sliding["padding"] = "valid"): string {
    const [h, w, channels] = this.#shapes.get(input)!;
    const sliding = { size, stride, padding };
    return this.#add({
      kind: "max-pool",
      inputs: [input],
      ...sliding,
      shape: [slid(h, sliding), slid(w, sliding), channels],
    });
  }

  sum(a: string, b: string, activation?: Activation): string {
    return this.#add({ kind: "add", inputs: [a, b], shape: this.#shapes.get(a)!, activation });
  }

  globalMean(input: string): string {
    return this.#add({ kind: "global-mean", inputs: [input], shape: [this.#shapes.get(input)!.at(-1)!] });
  }

  channels(name: string): number {
    return this.#shapes.get(name)!.at(-1)!;
  }

  build(): Net {
    const inputShape = this.#shapes.get("image") as Net["inputShape"];
    const classes = this.#layers.at(-1)!.shape[0];
    return { name: this.#name, inputShape, layers: this.#layers, classes, multiplyAdds: this.#multiplyAdds };
  }

  #add(layer: DistributiveOmit<NetLayer, "name">): string {
    const name = `${layer.kind}${this.#layers.filter(({ kind }) => kind === layer.kind).length + 1}`;
    this.#layers.push({ ...layer, name } as NetLayer);
    this.#shapes.set(name, layer.shape);
    return name;
  }

  /** As large as keeps the outputs as large as the inputs (He et al., 2015, https://arxiv.org/abs/1502.01852). */
  #weights(inputs: number, outputs: number, activation: Activation, gain: number): Numbers {
    const spread = gain * Math.sqrt((activation?.startsWith("relu") ? 6 : 3) / inputs);
    return this.#uniform(inputs * outputs, -spread, spread);
  }

  #uniform(length: number, low: number, high: number): Numbers {
    const numbers = new Float32Array(length);
    for (let i = 0; i < length; i++) numbers[i] = low + (high - low) * this.#random();
    return numbers;
  }
}

type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** Numbers from 0 to 1, fast and the same everywhere (Tommy Ettinger's mulberry32, public domain). */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
