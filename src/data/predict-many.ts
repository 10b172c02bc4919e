/** @file A model's answers to many pictures, in batches of those that have one size. */

import type { UnlessCancelled } from "../explainers/cancellation.ts";
import { compileWithin } from "../explainers/compile.ts";
import { GraphBuilder, type Value } from "../graph/graph.ts";
import type { Picture } from "../images/picture.ts";
import type { Backend, Plan } from "../kernels/backend.ts";
import { modelInput } from "../models/input.ts";
import type { Model } from "../models/model.ts";
import { optimise } from "../passes/optimise.ts";

/** A picture and its number in the data set. */
export interface Numbered {
  readonly sample: number;
  readonly picture: Picture;
}

/** Class probabilities of one picture. */
export interface Predicted {
  readonly sample: number;
  readonly probabilities: Float32Array;
}

interface Ready {
  readonly plan: Plan;
  readonly image: Value;
  readonly scores: Value;
}

/** Sizes of pictures that plans are kept for. */
const MOST_PLANS = 4;

export interface PredictMany {
  /** In any order. */
  predict(pictures: readonly Numbered[]): Promise<Predicted[]>;
  dispose(): void;
}

/** `batch` is the most pictures that go to the device at once. */
export function predictMany(
  backend: Backend,
  model: Model,
  { batch, memoryBudget }: { readonly batch: number; readonly memoryBudget: number },
  unlessCancelled: UnlessCancelled,
): PredictMany {
  const plans = new Map<string, Ready>();

  const readyFor = async (size: string, { height, width, channels, range }: Picture): Promise<Ready> => {
    const known = plans.get(size);
    if (known) return known;
    const g = new GraphBuilder();
    const image = g.input("image", [height, width, channels]);
    const { scores } = model.apply(g, modelInput(g, image, range, model));
    const graph = optimise(g.build([scores]));
    const plan = await compileWithin(backend, graph, { most: batch, memoryBudget });
    const ready = { plan, image, scores };
    const [oldest] = plans.keys();
    if (plans.size === MOST_PLANS) {
      plans.get(oldest)!.plan.dispose();
      plans.delete(oldest);
    }
    plans.set(size, ready);
    return ready;
  };

  return {
    async predict(pictures) {
      const answers: Predicted[] = [];
      for (const size of new Set(pictures.map(sizeOf))) {
        const alike = pictures.filter((one) => sizeOf(one) === size);
        const { plan, image, scores } = await readyFor(size, alike[0].picture);
        for (let from = 0; from < alike.length; from += plan.maxBatch) {
          const part = alike.slice(from, from + plan.maxBatch);
          plan.write(image, joined(part));
          const numbers = await unlessCancelled(plan.ask(scores, part.length));
          const classes = numbers.length / part.length;
          part.forEach(({ sample }, i) => {
            answers.push({ sample, probabilities: numbers.subarray(i * classes, (i + 1) * classes) });
          });
        }
      }
      return answers;
    },
    dispose() {
      for (const { plan } of plans.values()) plan.dispose();
    },
  };
}

const sizeOf = ({ picture: { height, width, channels, range } }: Numbered): string =>
  [height, width, channels, range].join();

function joined(pictures: readonly Numbered[]): Float32Array<ArrayBuffer> {
  const length = pictures[0].picture.data.length;
  const all = new Float32Array(length * pictures.length);
  pictures.forEach(({ picture }, i) => void all.set(picture.data, i * length));
  return all;
}
