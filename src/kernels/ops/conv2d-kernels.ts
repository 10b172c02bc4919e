/** @file The kernels of a convolution: which fit its sizes, and which to try first. */

import plain from "../../../shaders/conv2d.wgsl";
import tile from "../../../shaders/conv2d-8x8.wgsl";
import fewChannels from "../../../shaders/conv2d-few-channels.wgsl";
import fewChannelsQuads from "../../../shaders/conv2d-few-channels-quads.wgsl";
import fewChannelsQuadsWide from "../../../shaders/conv2d-few-channels-quads-wide.wgsl";
import quads from "../../../shaders/conv2d-quads.wgsl";
import quadsWide from "../../../shaders/conv2d-quads-wide.wgsl";
import toFewChannels from "../../../shaders/conv2d-to-few-channels.wgsl";
import workgroup from "../../../shaders/conv2d-workgroup.wgsl";
import halfWeights from "../../../shaders/lib/half-weights.wgsl";
import weights from "../../../shaders/lib/weights.wgsl";
import type { Kernel, Value, Variant } from "../../graph/graph.ts";
import { flat } from "../workgroups.ts";
import { type Activation, activationConstants } from "./activation.ts";
import { pixels } from "./windows.ts";

const FEW = ["few-channels-quads-wide", "few-channels-quads", "few-channels"];
/** Quads win on software adapters, where a load costs more than what is done with it; GPUs are made for tiles. */
const ORDER = ["workgroup", "8x8", "quads-wide", "quads", ...FEW];
const ORDER_IN_SOFTWARE = ["quads-wide", "quads", "8x8", "workgroup", ...FEW];

/** What a kernel has to know of a convolution. */
export interface Convolution {
  readonly x: Value;
  readonly taps: Value;
  readonly filters: number;
  /** Of one sample of the output. */
  readonly rows: number;
  /** There are few rows, as a dense layer has. Default: false. */
  readonly few?: boolean;
  /** Default: 1. */
  readonly groups?: number;
  /** The filters are [groups, taps, channels, filters], each group on its own. Default: [taps, channels, all filters]. */
  readonly apart?: boolean;
  /** The filters are halves; for kernels that read them. Default: f32. */
  readonly half?: boolean | undefined;
  readonly transposed?: boolean;
  readonly isDense?: boolean;
  readonly activation?: Activation | undefined;
}

/**
 * Best guess first. Which they are depends on the layer alone, not on how many rows it has: shared rows take the kernel
 * that all rows would.
 */
export function convolutionKernels(layer: Convolution, software: boolean): readonly Variant[] {
  const kernels = kernelsOf(layer, software);
  return layer.half ? kernels.map((kernel) => ({ ...kernel, source: withHalves(kernel.source) })) : kernels;
}

/** Whether there is the same kernel for filters that are halves. */
export const readsHalves = (source: string): boolean => source.includes(weights);

export const withHalves = (source: string): string => source.replace(weights, () => halfWeights);

function kernelsOf(layer: Convolution, software: boolean): readonly Variant[] {
  const {
    x,
    taps,
    filters,
    rows,
    few = false,
    groups = 1,
    apart = false,
    transposed = false,
    isDense = false,
  } = layer;
  const channels = x.shape.at(-1)!;
  const isSmall = channels % 4 !== 0 && groups === 1;
  const sizes = {
    TAPS: taps.shape[1],
    CHANNELS: channels,
    FILTERS: filters,
    ...pixels(x, taps),
    ...activationConstants(layer.activation),
  };
  const all = { ...sizes, TRANSPOSED: Number(transposed), GROUPS: groups };
  const fours = { ...all, APART: Number(apart) };

  if (isSmall && filters % 4 === 0 && !transposed) {
    const small: Variant[] = [
      { name: "few-channels", source: fewChannels, ...tiled(sizes, rows, few, [8, 8]) },
      {
        name: "few-channels-quads",
        needs: "subgroups",
        source: fewChannelsQuads,
        ...tiled(sizes, rows, few, [16, 4]),
      },
    ];
    if (filters % 32 === 0)
      small.push({
        name: "few-channels-quads-wide",
        needs: "subgroups",
        source: fewChannelsQuadsWide,
        ...tiled(sizes, rows, few, [16, 8]),
      });
    return inOrder(software, small);
  }
  if (channels % 4 === 0 && filters % 4 !== 0 && groups === 1 && transposed)
    return [
      {
        name: "to-few-channels",
        source: toFewChannels,
        constants: sizes,
        workgroups: flat(Math.ceil(rows / 8) * filters),
      },
    ];
  const variants: Variant[] = [];
  const fits = (width: number) =>
    (channels / groups) % 4 === 0 && (groups === 1 ? filters % 4 === 0 : (filters / groups) % width === 0);
  if (fits(8)) variants.push({ name: "8x8", source: tile, ...tiled(fours, rows, few, [8, 8]) });
  if (fits(16))
    variants.push({ name: "quads", needs: "subgroups", source: quads, ...tiled(fours, rows, few, [16, 4]) });
  if (!isDense && fits(32) && filters % 32 === 0)
    variants.push({
      name: "quads-wide",
      needs: "subgroups",
      source: quadsWide,
      ...tiled(fours, rows, few, [16, 8]),
    });
  if (!isDense && fits(4) && groups === 1 && channels % 16 === 0)
    variants.push({
      name: "workgroup",
      source: workgroup,
      constants: all,
      workgroups: (batch) => [Math.ceil(filters / 64), Math.ceil((rows * batch) / 64), 1],
    });
  if (variants.length > 0) return inOrder(software, variants);
  return [{ name: "plain", source: plain, constants: all, workgroups: flat(rows * filters) }];
}

const inOrder = (software: boolean, variants: readonly Variant[]): readonly Variant[] => {
  const order = software ? ORDER_IN_SOFTWARE : ORDER;
  return [...variants].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
};

type Constants = Readonly<Record<string, number>>;

/** One thread for each tile of so many rows and filters; few rows to a workgroup, so that few are computed for nothing. */
function tiled(
  constants: Constants,
  rows: number,
  few: boolean,
  [high, wide]: readonly [number, number],
): Omit<Kernel, "source"> {
  const across = Math.ceil(constants.FILTERS / wide);
  const GROUP_X = few ? 64 : ([32, 16].find((threads) => across % threads === 0) ?? 8);
  const GROUP_Y = 64 / GROUP_X;
  return {
    constants: { ...constants, GROUP_X, GROUP_Y },
    workgroups: (batch) => [Math.ceil(across / GROUP_X), Math.ceil((rows * batch) / high / GROUP_Y), 1],
  };
}
