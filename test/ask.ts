/** @file What a model says of the picture that the makers of the files in test/fixtures were asked about. */

import { GraphBuilder, type Value } from "../src/graph/graph.ts";
import type { Backend } from "../src/kernels/backend.ts";
import type { Model } from "../src/models/model.ts";
import { fixturePicture } from "./fixtures/read.ts";

/** Class probabilities and all layers' outputs. */
export async function ask(backend: Backend, model: Model) {
  const g = new GraphBuilder();
  const image = g.input("image", model.inputShape);
  const { scores, outputs } = model.apply(g, image);
  const computed = [...outputs].filter(([, value]) => value !== image);
  const wanted = [...new Set([scores, ...computed.map(([, value]) => value)])];
  const plan = await backend.compile(g.build(wanted), { maxBatch: 1 });
  plan.write(image, fixturePicture(model.inputShape));
  const numbers = await plan.askAll(wanted, 1);
  plan.dispose();
  const of = (value: Value) => numbers[wanted.indexOf(value)];
  return { probabilities: of(scores), layers: new Map(computed.map(([name, value]) => [name, of(value)])) };
}
