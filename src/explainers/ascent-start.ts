/** @file Where an ascent starts. */

import { EngineError } from "../errors.ts";
import { sizeOf } from "../graph/graph.ts";
import { defaultRng } from "../random/pcg64.ts";
import { spectrumShape } from "./ascent-graph.ts";
import { type AscentSetup, inputRange } from "./ascent-setup.ts";
import { modelInputs } from "./baseline.ts";
import type { UnlessCancelled } from "./cancellation.ts";
import type { Subject } from "./classify.ts";
import { checkInputArray } from "./input-array.ts";

/** From here on, and so far up, as shares of the way from black to white: the Keras example's (U − 0.5) / 4 for −1…1, and 128 + 20 U of 255. */
const KERAS = [0.4375, 0.125] as const;
const NOISE = [128 / 255, 20 / 255] as const;

/** The model's input, or a spectrum, for each of `count` pictures, one after another. Throws EngineError("bad-option"). */
export async function startOf(
  { backend, model, picture }: Subject,
  { start, seed, preset, image }: AscentSetup,
  count: number,
  unlessCancelled: UnlessCancelled,
): Promise<Float32Array<ArrayBuffer>> {
  if (image === "fourier") {
    const random = defaultRng(seed);
    const deviation = start === "noise" ? 0.01 : 0; // lucid/optvis/param/spatial.py
    return Float32Array.from(
      { length: count * sizeOf(spectrumShape(model.inputShape)) },
      () => deviation * random.normal(),
    );
  }
  const size = sizeOf(model.inputShape);
  const { black, white } = inputRange(model);
  const between = (share: number, i: number) =>
    black[i % black.length] + share * (white[i % white.length] - black[i % black.length]);
  const repeated = (one: Float32Array) =>
    Float32Array.from({ length: count * size }, (_, i) => one[i % size]);
  if (start === "zeros") return new Float32Array(count * size);
  if (start === "gray") return Float32Array.from({ length: count * size }, (_, i) => between(0.5, i));
  if (start === "noise") {
    const random = defaultRng(seed);
    const [from, reach] = preset === "keras" ? KERAS : NOISE;
    return Float32Array.from({ length: count * size }, (_, i) => between(from + reach * random.random(), i));
  }
  if (start === "picture") {
    if (!picture)
      throw new EngineError("bad-option", "the ascent is to start from a picture, but none was given");
    const answer = { backend, model, picture, prediction: new Float64Array() };
    return repeated((await modelInputs(answer, "black", unlessCancelled)).input);
  }
  checkInputArray("start", start, model.inputShape, count);
  return start.data.length === size ? repeated(start.data) : Float32Array.from(start.data);
}
