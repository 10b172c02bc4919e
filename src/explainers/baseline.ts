/** @file Pictures that stand for "no picture", and what a model reads of a picture. */

import { GraphBuilder } from "../graph/graph.ts";
import { fitPicture } from "../images/fit.ts";
import type { Picture } from "../images/picture.ts";
import { modelInput } from "../models/input.ts";
import { optimise } from "../passes/optimise.ts";
import type { UnlessCancelled } from "./cancellation.ts";
import type { Answer } from "./classify.ts";
import { hiddenPicture } from "./hidden-picture.ts";
import type { Baseline, Shade } from "./saliency-options.ts";

/** [height, width, channels] in the picture's own units, as if all of it were one hidden superpixel. */
export function baselinePicture(picture: Picture, baseline: Shade): Float32Array<ArrayBuffer> {
  const { height, width, range } = picture;
  const [black, white] = range;
  const whole = { height, width, count: 1, labels: new Uint32Array(height * width) };
  const shown = baseline === "black" ? black : baseline === "white" ? white : baseline;
  return hiddenPicture(picture, whole, shown, false);
}

/** The model's input for the picture, and for "no picture", each of `model.inputShape`. */
export async function modelInputs(
  answer: Answer,
  baseline: Baseline,
  unlessCancelled: UnlessCancelled,
): Promise<{ readonly input: Float32Array<ArrayBuffer>; readonly baseline: Float32Array<ArrayBuffer> }> {
  const { picture } = answer;
  if (typeof baseline !== "object") {
    const pixels = [Float32Array.from(picture.data), baselinePicture(picture, baseline)];
    const [input, none] = await inputsOf(answer, picture, pixels, unlessCancelled);
    return { input, baseline: none };
  }
  const [input] = await inputsOf(answer, picture, [Float32Array.from(picture.data)], unlessCancelled);
  if ("shape" in baseline) return { input, baseline: baseline.data };
  const { inputShape, preprocessing } = answer.model;
  const fitted = fitPicture(baseline, inputShape, preprocessing.resize);
  const [none] = await inputsOf(answer, fitted, [Float32Array.from(fitted.data)], unlessCancelled);
  return { input, baseline: none };
}

/** The model's input for pictures that are like one in size, channels and range. */
async function inputsOf(
  { backend, model }: Answer,
  { height, width, channels, range }: Picture,
  pictures: readonly Float32Array<ArrayBuffer>[],
  unlessCancelled: UnlessCancelled,
): Promise<Float32Array<ArrayBuffer>[]> {
  const g = new GraphBuilder();
  const image = g.input("image", [height, width, channels]);
  const read = modelInput(g, image, range, model);
  const plan = await backend.compile(optimise(g.build([read])), { maxBatch: 1 });
  const inputs: Float32Array<ArrayBuffer>[] = [];
  try {
    for (const pixels of pictures) {
      plan.write(image, pixels);
      inputs.push(await unlessCancelled(plan.ask(read, 1)));
    }
    return inputs;
  } finally {
    plan.dispose();
  }
}
