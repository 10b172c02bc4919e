/** @file Which 3x3 convolutions are computed after Winograd: those it makes cheaper, by a count of what is done. */

import {
  type Graph,
  GraphBuilder,
  type Node,
  type Op,
  sizeOf,
  type Value,
  type Weight,
} from "../graph/graph.ts";
import { NONE, paddingOf } from "../graph/taps.ts";
import { afterWeight } from "./ops/after.ts";
import { type Conv2dAttrs, conv2dOp } from "./ops/conv2d.ts";
import {
  MATRICES,
  positionsOf,
  SMALL_PARTS,
  type Tile,
  TRANSFORM,
  winogradInputOp,
  winogradOutputOp,
  winogradProductOp,
} from "./ops/winograd.ts";
import { winogradConv2dOp, winogradWork } from "./ops/winograd-conv2d.ts";

type Numbers = Float32Array<ArrayBuffer>;

/** The size of a convolution's tiles; nothing where it stays as it is. */
export type ChooseTile = (node: Node<Conv2dAttrs>) => Tile | undefined;

/** How a backend computes them. */
export interface Way {
  readonly choose: ChooseTile;
  readonly steps: (made: Made, node: Node<Conv2dAttrs>, weights: Weights, tile: Tile) => Node[];
}

/** On the GPU: three steps, with tables. */
export const onGpu: Way = { choose: cheapestTile, steps: threeSteps };
/** By TensorFlow.js on wasm: one step. */
export const onWasm: Way = { choose: cheapOnWasm, steps: oneStep };

/** The same graph, with cheaper steps for each convolution they pay for and that makes no value named in `direct`. */
export function winograd(graph: Graph, direct: ReadonlySet<string> = new Set(), way: Way = onGpu): Graph {
  const { g, nodes, filters } = rewritten(graph, direct, way);
  if (filters.size === 0) return graph;
  const used = new Set([...nodes.flatMap(({ inputs }) => inputs), ...graph.outputs]);
  const transformed = [...filters].map(([value, transform]) => [value, transform()] as const);
  const weights = [...graph.weights, ...g.weights, ...transformed].filter(([value]) => used.has(value));
  return { ...graph, nodes, weights: new Map(weights) };
}

/** The same steps without their filters, which take long to transform: to be counted, not to run. */
export const uncomputed = (graph: Graph, way: Way = onGpu): Graph => ({
  ...graph,
  nodes: rewritten(graph, new Set(), way).nodes,
});

type Weights = ReadonlyMap<Value, Weight>;

/** What new steps need. */
interface Made {
  /** Their tables. */
  readonly g: GraphBuilder;
  /** Their filters, each transformed when it is asked for. */
  readonly filters: Map<Value, () => Numbers>;
}

function rewritten(
  graph: Graph,
  direct: ReadonlySet<string>,
  { choose, steps }: Way,
): Made & { readonly nodes: readonly Node[] } {
  const made = { g: new GraphBuilder(), filters: new Map<Value, () => Numbers>() };
  const nodes = graph.nodes.flatMap((given) => {
    if (direct.has(given.output.name) || !fits(given, graph.weights)) return [given];
    const node = given as Node<Conv2dAttrs>;
    const tile = choose(node);
    return tile ? steps(made, node, graph.weights, tile) : [given];
  });
  return { ...made, nodes };
}

/** What it must save to be worth its memory and rounding. */
const LEAST_GAIN = 1.25;

const TILES: readonly Tile[] = [2, 3, 4];

function cheapestTile({ inputs: [{ shape }], output }: Node<Conv2dAttrs>): Tile | undefined {
  const [channels, filters] = [shape[2], output.shape[2]];
  const direct = sizeOf(output.shape) * 9 * channels;
  const each = SMALL_PARTS * channels * filters + TRANSFORM * (channels + filters);
  const cost = (tile: Tile) => sizeOf(tilesOf(output, tile)) * positionsOf(tile) * each;
  const best = TILES.reduce((least, tile) => (cost(tile) < cost(least) ? tile : least));
  return cost(best) * LEAST_GAIN < direct ? best : undefined;
}

/** Small tiles only, whose transforms take four taps: XNNPACK has a kernel for these, and none for five or six. */
function cheapOnWasm({ inputs: [{ shape }], output }: Node<Conv2dAttrs>): Tile | undefined {
  const [channels, filters] = [shape[2], output.shape[2]];
  const direct = sizeOf(output.shape) * 9 * channels;
  return winogradWork(channels, filters, 2, tilesOf(output, 2)) * LEAST_GAIN < direct ? 2 : undefined;
}

/** A 3x3 convolution in steps of one pixel, of each sample, with filters known now: others come when they are written. */
function fits(node: Node, weights: ReadonlyMap<Value, Weight>): boolean {
  if ((node.op as unknown) !== conv2dOp) return false;
  const { inputs, output, attrs } = node as Node<Conv2dAttrs>;
  const [x, taps, w] = inputs;
  const { window, groups } = attrs;
  if (window === "whole" || groups !== 1 || !x.batched || x.along || taps.batched) return false;
  if (x.shape.length !== 3) return false;
  const { kernel, strides, dilations = [] } = window;
  const isPlain = kernel.every((size) => size === 3) && [...strides, ...dilations].every((n) => n === 1);
  return isPlain && weights.has(w) && x.shape[2] % 4 === 0 && output.shape[2] % 8 === 0;
}

const tilesOf = ({ shape }: Value, tile: Tile): [number, number] => [
  Math.ceil(shape[0] / tile),
  Math.ceil(shape[1] / tile),
];

/** Tiles down and across, and how far the first stands out above and left. */
function geometryOf({ inputs: [x], output, attrs }: Node<Conv2dAttrs>, tile: Tile) {
  const { window, transposed } = attrs;
  if (window === "whole") throw new Error("unreachable: a dense layer has no tiles");
  const [[top], [left]] = paddingOf(transposed ? output.shape : x.shape, window);
  const before = (transposed ? [2 - top, 2 - left] : [top, left]) as [number, number];
  return { tile, tiles: tilesOf(output, tile), before };
}

function threeSteps({ g, filters }: Made, node: Node<Conv2dAttrs>, weights: Weights, tile: Tile): Node[] {
  const [x, , w, after] = node.inputs;
  const { output, attrs } = node;
  const [channels, depth, positions] = [x.shape[2], output.shape[2], positionsOf(tile)];
  const geometry = geometryOf(node, tile);
  const { tiles, before } = geometry;
  const start = g.nodes.length;

  const { seen, itself } = tables(x.shape[0], x.shape[1], tiles, tile, before);
  const taps = g.weight("tile taps", [sizeOf(tiles), positions], seen);
  const v = g.add(winogradInputOp, [x, taps], geometry, `${output.name} tiles`);
  const u = { name: `${w.name} transformed`, shape: [positions, channels, depth], batched: false };
  filters.set(u, () => transformed(weights.get(w) as Numbers, tile, channels, depth, attrs.transposed));
  const each = g.weight("each tile", [sizeOf(tiles), 1], itself);
  const m = g.add(
    winogradProductOp,
    [v, each, u, afterWeight(g, positions * depth, undefined)],
    null,
    `${output.name} products`,
  );
  const { activation } = attrs;
  g.add(winogradOutputOp, [m, after], { tile, outputShape: output.shape, activation });
  const [first, second, last] = g.nodes.slice(start);
  return [first, second, { ...last, output }];
}

function oneStep({ filters }: Made, node: Node<Conv2dAttrs>, weights: Weights, tile: Tile): Node[] {
  const [x, , w, after] = node.inputs;
  const { output, attrs } = node;
  const [channels, depth] = [x.shape[2], output.shape[2]];
  const positions = Array.from({ length: positionsOf(tile) }, (_, position) => {
    const u = { name: `${w.name} at ${position}`, shape: [channels, depth], batched: false };
    filters.set(u, () => {
      const all = transformed(weights.get(w) as Numbers, tile, channels, depth, attrs.transposed);
      return partsOf(all, positionsOf(tile))[position];
    });
    return u;
  });
  const { activation } = attrs;
  const step = { ...geometryOf(node, tile), outputShape: output.shape, activation };
  return [{ op: winogradConv2dOp as Op, attrs: step, inputs: [x, after, ...positions], output }];
}

const parts = new WeakMap<Numbers, readonly Numbers[]>();

/** The same numbers give the same arrays, so that a device holds them once. */
function partsOf(all: Numbers, count: number): readonly Numbers[] {
  const size = all.length / count;
  const known =
    parts.get(all) ?? Array.from({ length: count }, (_, i) => all.subarray(i * size, (i + 1) * size));
  parts.set(all, known);
  return known;
}

interface Tables {
  /** [tiles, positions]: the pixels each tile sees. */
  readonly seen: Uint32Array<ArrayBuffer>;
  /** [tiles]: 0, 1, 2 … */
  readonly itself: Uint32Array<ArrayBuffer>;
}

const known = new Map<string, Tables>();

/** The same sizes give the same arrays, so that they are uploaded once. */
function tables(
  h: number,
  w: number,
  [down, across]: readonly [number, number],
  tile: Tile,
  [above, left]: readonly [number, number],
): Tables {
  const key = [h, w, down, across, tile, above, left].join();
  let found = known.get(key);
  if (!found) {
    const seen = new Uint32Array(down * across * positionsOf(tile));
    let i = 0;
    for (let ty = 0; ty < down; ty++)
      for (let tx = 0; tx < across; tx++)
        for (let ky = 0; ky < tile + 2; ky++)
          for (let kx = 0; kx < tile + 2; kx++) {
            const [iy, ix] = [ty * tile + ky - above, tx * tile + kx - left];
            seen[i++] = iy >= 0 && iy < h && ix >= 0 && ix < w ? iy * w + ix : NONE;
          }
    found = { seen, itself: Uint32Array.from({ length: down * across }, (_, n) => n) };
    known.set(key, found);
  }
  return found;
}

const filtersOf = new WeakMap<Numbers, Map<string, Numbers>>();

/** G g G' for the 3x3 numbers g of each channel and filter: [positions, channels, filters]. */
function transformed(
  w: Numbers,
  tile: Tile,
  channels: number,
  filters: number,
  transposed: boolean,
): Numbers {
  const key = [tile, channels, filters, transposed].join();
  const cache = filtersOf.get(w) ?? new Map<string, Numbers>();
  filtersOf.set(w, cache);
  const before = cache.get(key);
  if (before) return before;

  const { G } = MATRICES[tile];
  const side = tile + 2;
  const u = new Float32Array(side * side * channels * filters);
  const half = new Float64Array(side * 3); // G g
  for (let c = 0; c < channels; c++)
    for (let f = 0; f < filters; f++) {
      const at = (
        t: number, // a transposed filter is turned round
      ) => (transposed ? w[((8 - t) * filters + f) * channels + c] : w[(t * channels + c) * filters + f]);
      for (let i = 0; i < side; i++)
        for (let kx = 0; kx < 3; kx++)
          half[i * 3 + kx] = G[i][0] * at(kx) + G[i][1] * at(3 + kx) + G[i][2] * at(6 + kx);
      for (let i = 0; i < side; i++)
        for (let j = 0; j < side; j++)
          u[((i * side + j) * channels + c) * filters + f] =
            half[i * 3] * G[j][0] + half[i * 3 + 1] * G[j][1] + half[i * 3 + 2] * G[j][2];
    }
  cache.set(key, u);
  return u;
}
