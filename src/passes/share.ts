/**
 * @file Sharing: what many perturbed pictures have in common is computed once.
 *
 * All samples come from one picture and masks over its segments. What a step says at a pixel depends only on the segments
 * that the pixel can see there, so two samples that agree about those have the same number: not nearly the same, the
 * same. Such a value needs one row for each different view of a pixel (samples.ts), not one for each sample.
 *
 * A shared value is a batch of 1x1 images, one for each row, and a table says which rows lie under the taps of each. Where
 * rows are hardly fewer than the pixels of all samples, the graph goes on as it was: the step there finds its taps among
 * the rows, through a table of each sample's own, or has them copied first.
 */

import {
  type Axis,
  type Graph,
  GraphBuilder,
  multiplyAdds,
  type Node,
  type Shape,
  type Value,
  type Weight,
} from "../graph/graph.ts";
import { gatherRows } from "../kernels/ops/gather.ts";
import { maskSegmentsOp } from "../kernels/ops/mask-segments.ts";
import { prune } from "./prune.ts";
import { countRows, Grouping, SetList, type Sets, type View } from "./samples.ts";
import { makeTables, type Recipe, type Tables } from "./share-tables.ts";
import { type Look, looksOf, ownSegments } from "./views.ts";

export interface SharingOptions {
  /** Room for so many times the rows of the given masks. Default: 1. */
  readonly spare?: number | undefined;
  /** Shared is what takes at most so much of the rows that samples on their own would need. Default: 0.8. */
  readonly worth?: number | undefined;
  /**
   * Convolutions that are not shared read an ordinary image, copied from the rows, as they would without sharing: where a backend
   * has a faster way to these. Default: no; they look among the rows.
   */
  readonly copies?: boolean | undefined;
}

/** A graph whose first values are shared by samples. */
export interface Shared {
  /** Outputs are those of the graph it was made from. */
  readonly graph: Graph;
  /** An input along which stand the pixels of the picture as it is, and then of what hides it; each is [1, 1, channels]. */
  readonly pixels: Value;
  /** How many there are of a value of `graph` for the samples it was made for. */
  copiesOf(value: Value): number;
  /** Multiply-adds for these samples as steps are written down, and those that each sample would need on its own. */
  readonly multiplyAdds: number;
  readonly denseMultiplyAdds: number;
  /** Of `multiplyAdds` what is computed for all samples together, before the first has its answer. */
  readonly fixedMultiplyAdds: number;
  /** Bytes of what is noted of these samples to find their tables. */
  readonly notedBytes: number;
  /** What to write for samples from…to with these masks (default: all); nothing where there is no room for so many rows. */
  tables(masks: Sets, from?: number, to?: number): Tables | undefined;
}

/** What is known before any mask is: of a graph, the segments of its picture, and what its values see of them. */
interface Seen {
  readonly graph: Graph;
  readonly masked: Value;
  readonly labels: Uint32Array;
  readonly segments: number;
  readonly looks: ReadonlyMap<Value, Look>;
  /** Samples that agree, remembered for as long as their masks are. */
  readonly groupingOf: (masks: Sets) => Grouping;
}

/**
 * Makes ready to share what `graph` does with pictures that its step `maskSegments` makes from `labels` and `segments`. What
 * it returns rewrites the graph for samples with such masks as it is given. Nothing where there is no such step.
 */
export function sharing(
  graph: Graph,
  labels: Uint32Array,
  segments: number,
): ((masks: Sets, options?: SharingOptions) => Shared) | undefined {
  const mask = graph.nodes.find(({ op }) => (op as unknown) === maskSegmentsOp);
  if (!mask) return undefined;
  const sets = new SetList(Math.ceil(segments / 32));
  const g = new GraphBuilder();
  const looks = looksOf(g, graph, mask, ownSegments(sets, labels, segments), sets);
  const weights = new Map([...graph.weights, ...g.weights]);
  const groupings = new WeakMap<Sets, Grouping>();
  const groupingOf = (masks: Sets) => {
    const grouping = groupings.get(masks) ?? new Grouping(masks, sets);
    groupings.set(masks, grouping);
    return grouping;
  };
  const seen = { graph: { ...graph, weights }, masked: mask.output, labels, segments, looks, groupingOf };
  return (masks, options = {}) => new Rewriting(seen, groupingOf(masks), options).done();
}

/** The one entry of the table of a window that sees no more than its own pixel, in an image of one pixel. */
const HERE = Uint32Array.of(0);

/** The rewriting of one graph for some masks. */
class Rewriting {
  readonly #seen: Seen;
  readonly #grouping: Grouping;
  readonly #options: { readonly spare: number; readonly worth: number; readonly copies: boolean };
  readonly #nodes: Node[] = [];
  readonly #weights: Map<Value, Weight>;
  readonly #recipes: Recipe[] = [];
  /** For each shared value of the old graph, the one of its rows. */
  readonly #rows = new Map<Value, Value>();
  readonly #handedOut = new Set<Value>();
  readonly #axes = new Map<View, Axis>();
  readonly #counts = new Map<Axis, number>();
  readonly #pixels: Value;

  constructor(seen: Seen, grouping: Grouping, { spare = 1, worth = 0.8, copies = false }: SharingOptions) {
    const { masked, labels } = seen;
    this.#seen = seen;
    this.#options = { spare, worth, copies };
    this.#grouping = grouping;
    this.#weights = new Map(seen.graph.weights);
    const both = { name: "pixels", most: 2 * labels.length };
    this.#axes.set(seen.looks.get(masked)!.view, both);
    this.#counts.set(both, both.most);
    this.#pixels = { name: "pixels", shape: rowShape(masked.shape), batched: true, along: both };
    this.#rows.set(masked, this.#pixels);
  }

  done(): Shared {
    const { graph, masked } = this.#seen;
    for (const node of graph.nodes) if (node.output !== masked) this.#rewrite(node);
    for (const output of graph.outputs) this.#handOut(output);
    const inputs = [...graph.inputs, this.#pixels, ...this.#recipes.map(({ input }) => input)];
    const samples = this.#grouping.samples;
    const copies = ({ batched, along }: Value) => (along ? this.#counts.get(along)! : batched ? samples : 1);
    return {
      graph: prune({ nodes: this.#nodes, inputs, weights: this.#weights, outputs: graph.outputs }),
      pixels: this.#pixels,
      copiesOf: copies,
      multiplyAdds: multiplyAdds(this.#nodes, copies),
      denseMultiplyAdds: multiplyAdds(graph.nodes, copies),
      fixedMultiplyAdds: multiplyAdds(this.#nodes, (value) => (value.along ? copies(value) : 0)),
      notedBytes: this.#grouping.bytes,
      tables: (masks, from = 0, to = masks.bits.length / masks.words) => {
        const grouping = this.#seen.groupingOf(masks).part(from, to);
        return makeTables(this.#seen, this.#recipes, this.#axes, grouping);
      },
    };
  }

  #rewrite(node: Node): void {
    const { looks } = this.#seen;
    const look = looks.get(node.output);
    const from = node.inputs.filter(({ batched }) => batched);
    const shared = look && from.every((input) => this.#rows.has(input));
    const axis = shared && (this.#axes.get(look.view) ?? this.#axisFor(look.view, node.output.name));
    if (axis) this.#share(look, axis);
    else if (shared && look.table && !(this.#options.copies && node.op.multiplyAdds))
      this.#leave(look.node, look.table, look.view.length);
    else this.#keep(node);
  }

  /** Nothing where sharing would not pay. */
  #axisFor(view: View, name: string): Axis | undefined {
    const dense = this.#grouping.samples * view.length;
    const rows = countRows(view, this.#grouping);
    if (rows > this.#options.worth * dense) return undefined;
    const axis = { name: `rows of ${name}`, most: Math.ceil(this.#options.spare * rows) };
    this.#axes.set(view, axis);
    this.#counts.set(axis, rows);
    return axis;
  }

  #share({ node, view, table }: Look, axis: Axis): void {
    const isPixelwise = node.op.taps!(node) === "same";
    const [x, , ...others] = node.inputs;
    const inputs = isPixelwise
      ? node.inputs.map((input) => this.#along(input, view, axis, node.output))
      : [
          this.#rows.get(x)!,
          table ? this.#taps(node, table, view, axis) : this.#here(),
          ...others.map((input) => this.#along(input, view, axis, node.output)),
        ];
    const outputShape = rowShape(node.output.shape);
    const attrs = node.attrs as object;
    const output = { name: node.output.name, shape: outputShape, batched: true, along: axis };
    this.#nodes.push({
      ...node,
      attrs: Object.hasOwn(attrs, "outputShape") ? { ...attrs, outputShape } : attrs,
      inputs,
      output,
    });
    this.#rows.set(node.output, output);
  }

  /**
   * What the rows of a view read of a value at their own pixel, if it has pixels at all: the rows of one that sees no more,
   * or what is the same for all samples.
   */
  #along(value: Value, view: View, axis: Axis, { shape: [h, w] }: Value): Value {
    const [height, width] = value.shape;
    const isImage = value.batched || (value.shape.length === 3 && height === h && width === w && h * w > 1);
    const from = this.#seen.looks.get(value)?.view;
    const rows = this.#rows.get(value) ?? value;
    if (!isImage || from === view) return rows;
    const source = { name: "rows", shape: [1], batched: true, along: axis };
    this.#recipes.push({ input: source, from, table: itself(view.length), pixels: view.length, to: view });
    const output = { name: value.name, shape: rowShape(value.shape), batched: true, along: axis };
    this.#nodes.push(gatherRows(rows, source, output));
    return output;
  }

  #taps({ inputs: [x, taps] }: Node, table: Uint32Array, to: View, along: Axis): Value {
    const input = { name: "taps", shape: [1, ...taps.shape.slice(1)], batched: true, along };
    const from = this.#seen.looks.get(x)!.view;
    this.#recipes.push({ input, from, table, pixels: to.length, to });
    return input;
  }

  #here(): Value {
    const taps = { name: "taps", shape: [1, 1], batched: false };
    this.#weights.set(taps, HERE);
    return taps;
  }

  /** The last step that reads shared values through windows: what it makes is each sample's own. */
  #leave(node: Node, table: Uint32Array, pixels: number): void {
    const [x, taps, ...others] = node.inputs;
    const input = { name: "taps", shape: taps.shape, batched: true };
    this.#recipes.push({ input, from: this.#seen.looks.get(x)!.view, table, pixels });
    this.#nodes.push({ ...node, inputs: [this.#rows.get(x)!, input, ...others] });
  }

  /** As it was, on each sample's own values. */
  #keep(node: Node): void {
    for (const input of node.inputs) this.#handOut(input);
    this.#nodes.push(node);
  }

  /** Makes the value that each sample has its own copy of, if there are only its rows. */
  #handOut(value: Value): void {
    const rows = this.#rows.get(value);
    if (!rows || this.#handedOut.has(value)) return;
    this.#handedOut.add(value);
    const { view } = this.#seen.looks.get(value)!;
    const source = { name: "rows", shape: [view.length], batched: true };
    this.#recipes.push({ input: source, from: view, table: itself(view.length), pixels: view.length });
    this.#nodes.push(gatherRows(rows, source, value));
  }
}

/** Of one pixel: an image of size 1x1. */
const rowShape = (shape: Shape): Shape => shape.map((n, i) => (i === shape.length - 1 ? n : 1));

const itself = (pixels: number): Uint32Array => Uint32Array.from({ length: pixels }, (_, p) => p);
