/** @file What can be asked of an attribution method, and what it answers. Plain data: it crosses threads and is saved as JSON. */

import type { Picture } from "../images/picture.ts";
import type { InputArray } from "./input-array.ts";
import type { RunInfo, RunStats } from "./run-info.ts";

export const SALIENCY_METHODS = [
  "gradient",
  "gradient-x-input",
  "smoothgrad",
  "smoothgrad-squared",
  "vargrad",
  "integrated-gradients",
  "guided-backprop",
  "deconvnet",
  "grad-cam",
  "grad-cam++",
  "layer-cam",
  "score-cam",
  "occlusion",
  "rise",
] as const;

export type SaliencyMethod = (typeof SALIENCY_METHODS)[number];

/** What is explained of a class: its logit, its softmax probability, or the cross-entropy loss with it as the target. */
export type Score = "logit" | "softmax" | "cross-entropy";

/** Where Integrated Gradients looks between baseline and picture: as Captum does; "pair": both ends and the plain mean, as PAIR does. */
export type IntegrationRule = "gauss-legendre" | "trapezoid" | "middle" | "left" | "right" | "pair";

/** Numbers of the channels of a pixel made one: the largest magnitude, their sum, the mean magnitude, or the signed sum. */
export type ChannelReduction = "max" | "sum" | "mean" | "signed";

/** A colour, the picture's mean colour, the picture blurred, or one value in the picture's own units. */
export type Shade = "black" | "white" | "mean" | "blur" | number;
/** What stands for "no picture": a shade, a picture that is cut and sized for the model as the explained one is, or the model's input itself. */
export type Baseline = Shade | Picture | InputArray;

export interface SaliencyOptions {
  /** Default: "gradient". */
  readonly method?: SaliencyMethod;
  /** Class indices to explain. Default: the `top` most probable. */
  readonly labels?: readonly number[];
  /** How many of the most probable classes to explain. Default: 1. */
  readonly top?: number;
  /** Default: "logit"; of occlusion and RISE "softmax". */
  readonly score?: Score;
  /** Of the CAM methods: the layer whose maps are used. Default: the last with more than one pixel that is a convolution or its activation. */
  readonly layer?: string;
  /** Noisy copies of SmoothGrad and its kin (default 25), or masks of RISE (default 2000). */
  readonly samples?: number;
  /** SmoothGrad: standard deviation of the noise as a share of the model's input range. Default: 0.15. */
  readonly noise?: number;
  /** One seed for everything random, 0…2³²−1. Default: 0. */
  readonly seed?: number;
  /** Integrated Gradients, occlusion, RISE. Default: "black". */
  readonly baseline?: Baseline;
  /** Integrated Gradients: points between baseline and picture, 2…3200. Default: 50. */
  readonly steps?: number;
  /** Integrated Gradients. Default: "gauss-legendre". */
  readonly rule?: IntegrationRule;
  /** Integrated Gradients: double `steps` until the gap is at most this share of the difference of the scores, or 3200 steps are reached. */
  readonly completeness?: number;
  /** Occlusion: height and width of the window, in pixels of the model's input. Default: an eighth of the shorter side. */
  readonly window?: number;
  /** Occlusion: pixels from one window to the next. Default: half the window. */
  readonly stride?: number;
  /** RISE: cells of a mask's grid along each side (default 7, or what a smaller input allows), and the share of cells that are kept (default 0.5). */
  readonly cells?: number;
  readonly keep?: number;
  /**
   * How channels become one number for each pixel. Default: "max"; where the sign has a meaning "signed". Of the CAM methods, which have
   * one channel, "signed" keeps what speaks against the class, and all others leave it out.
   */
  readonly reduce?: ChannelReduction;
  /** Pictures per GPU batch. Default: what the device and `memoryBudget` allow. */
  readonly batch?: number;
  /** Bytes of GPU memory for activations. Default: 256 MiB. */
  readonly memoryBudget?: number;
  /**
   * Of occlusion: whether what perturbed pictures have in common is computed once: where that saves work ("auto", the default), or never ("off"). On
   * WebGPU the answers are the same to the last bit.
   */
  readonly sharing?: "auto" | "off";
}

/** What a method says of one class. */
export interface Attribution {
  /** [height, width, channels] of `values`: of the model's input, or of the layer. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** As computed, signed. */
  readonly values: Float32Array<ArrayBuffer>;
  /** One number for each pixel of the model's input, [height, width]: reduced over the channels and resized. */
  readonly map: Float32Array<ArrayBuffer>;
  /** Whether negative numbers of the map mean that the class loses. */
  readonly signed: boolean;
  /** What to show as the two ends of a colour map: the least and the 99th percentile; symmetric where signed. Both the same where the map is. */
  readonly range: readonly [low: number, high: number];
  /** The explained score of the picture itself. */
  readonly score: number;
  /** Integrated Gradients: sum of the values, score of the picture less that of the baseline, and how far they are apart as a share of the latter. */
  readonly completeness?: { readonly sum: number; readonly difference: number; readonly gap: number };
  /** Where the map says nothing, why: "the gradient is zero everywhere: …". */
  readonly trouble?: string;
}

export interface SaliencyResult extends RunInfo {
  readonly method: SaliencyMethod;
  /** Class probabilities of the picture. */
  readonly prediction: readonly number[];
  /** [height, width] of the maps. */
  readonly size: readonly [height: number, width: number];
  /** By class index. */
  readonly attributions: Readonly<Record<number, Attribution>>;
  /** Of a CAM method: the layer used. */
  readonly layer?: string;
  readonly stats: RunStats;
}
