/** @file What the graphs of other makers have in common: an order to run in, errors that name the op, and one recording. */

import { EngineError } from "../errors.ts";
import { GraphBuilder, type Shape, type Tfjs, type Value } from "../graph/graph.ts";
import { tally } from "./tally.ts";

/** An op as a file describes it. */
export interface FileOp {
  readonly name: string;
  readonly op: string;
  /** Names of what it reads. */
  readonly inputs: readonly string[];
  /** Names of what it gives, where that is not just its own. */
  readonly outputs?: readonly string[];
}

/** A network's output, and those of its ops by name. */
export interface Built {
  readonly scores: Value;
  readonly outputs: Map<string, Value>;
}

export type Apply = (g: GraphBuilder, image: Value) => Built;

/**
 * Builds a network once, and gives what adds the same steps to any graph: whatever was made of the file's weights on
 * the way is kept, and the same arrays are used each time. `tfjs`: for steps that only it can compute.
 */
export function recorded(inputShape: Shape, build: Apply, tfjs?: Tfjs): Apply {
  const template = new GraphBuilder(tfjs);
  const placeholder = template.input("image", inputShape);
  const built = build(template, placeholder);
  return (g, image) => {
    const copies = new Map([[placeholder, image]]);
    const copyOf = (value: Value): Value =>
      copies.get(value) ?? g.weight(value.name, value.shape, template.weights.get(value)!);
    for (const { op, inputs, attrs, output } of template.nodes)
      copies.set(output, g.add(op, inputs.map(copyOf), attrs, output.name));
    const outputs = new Map([...built.outputs].map(([name, value]) => [name, copyOf(value)]));
    return { scores: copyOf(built.scores), outputs };
  };
}

/** Each op after all it reads, else as in the file. Throws EngineError("bad-model") for a circle. */
export function inOrder<O extends FileOp>(ops: readonly O[]): O[] {
  const maker = new Map<string, O>();
  for (const op of ops) for (const name of op.outputs ?? [op.name]) maker.set(name, op);
  const readers = new Map(ops.map((op): [O, O[]] => [op, []]));
  const waitsFor = new Map<O, number>();
  for (const op of ops) {
    const makers = new Set(op.inputs.flatMap((name) => maker.get(name) ?? []));
    waitsFor.set(op, makers.size);
    for (const one of makers) readers.get(one)!.push(op);
  }
  const ordered = ops.filter((op) => waitsFor.get(op) === 0);
  for (const done of ordered)
    for (const reader of readers.get(done)!) {
      const left = waitsFor.get(reader)! - 1;
      waitsFor.set(reader, left);
      if (left === 0) ordered.push(reader); // the loop goes on over what is added
    }
  const stuck = ops.find((op) => waitsFor.get(op)! > 0);
  if (stuck)
    throw new EngineError("bad-model", `ops read each other in a circle: '${stuck.name}' is among them`);
  return ordered;
}

/** Names every op that is not known, with how often it occurs. Throws EngineError("unsupported-layer"). */
export function refuseUnknown(ops: readonly FileOp[], known: readonly string[]): void {
  const missing = ops.filter(({ op }) => !known.includes(op));
  if (!missing.length) return;
  throw new EngineError(
    "unsupported-layer",
    `the model uses ${tally(missing.map(({ op }) => op)).join(", ")} (first at '${missing[0].name}'); supported are ${[...known].sort().join(", ")}`,
  );
}

/** Throws EngineError("bad-model") if a weight holds what is no number. */
export function refuseNaN(name: string, data: ArrayLike<number>): void {
  for (let i = 0; i < data.length; i++)
    if (!Number.isFinite(data[i]))
      throw new EngineError(
        "bad-model",
        `number ${i} of weight '${name}' is ${data[i]}; the file is damaged, or the training went wrong`,
      );
}

/** Errors about shapes say in which op. */
export function inOp<T>({ name, op }: FileOp, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof EngineError && cause.code !== "shape") throw cause;
    throw new EngineError("bad-model", `op '${name}' (${op}): ${(cause as Error).message}`, { cause });
  }
}

/** What the input is found under. Throws EngineError("bad-model"). */
export function found<T>(values: ReadonlyMap<string, T>, name: string, reader: FileOp): T {
  const value = values.get(name);
  if (value === undefined)
    throw new EngineError(
      "bad-model",
      `op '${reader.name}' (${reader.op}) reads '${name}', which is not in the file`,
    );
  return value;
}

/** Throws EngineError("not-a-classifier") unless it is [height, width, channels], none of them open or absurd. */
export function checkImageSize(
  shape: Shape | undefined,
  said = shape ? `[${shape}]` : "not in the file",
): Shape {
  if (shape?.length === 3 && shape.every((n) => Number.isInteger(n) && n > 0 && n <= 4096)) return shape;
  throw new EngineError(
    "not-a-classifier",
    `the size of the input is ${said}; it must be an image, [height, width, channels], of a fixed size`,
  );
}

/** Throws EngineError("not-a-classifier"). */
export function oneOfEach(inputs: number, outputs: number): void {
  if (inputs === 1 && outputs === 1) return;
  const message = `the model has ${inputs} inputs and ${outputs} outputs; a classifier has one of each`;
  throw new EngineError("not-a-classifier", message);
}
