/**
 * @file Score-CAM: the maps of a layer, summed up by what the picture scores where only one of them lets it through. Wang et al.,
 * 2020, https://arxiv.org/abs/1910.01279. With A_k a map, H_k the same stretched bilinearly over the input and brought to 0…1, X the
 * picture and B what hides it,
 *
 *   sum of w_k A_k,  w_k = f(X where H_k lets it through, B elsewhere) − f(B)
 *
 * the paper's definitions 2 and 3: its "increase of confidence". Of a logit, which is the paper's score and the default, w is then the softmax of these over
 * the maps, as in its algorithm 1; probabilities, at most 1 apart, would be all but equal after that, and are taken as they are.
 * (So does the authors' cam/scorecam.py, without B.) Maps of one number everywhere are left out, as there.
 *
 * What comes back is [h, w, 1] of the layer's size, before the ReLU that ends it.
 */

import { EngineError } from "../errors.ts";
import { GraphBuilder } from "../graph/graph.ts";
import { maskCells } from "../kernels/ops/mask-cells.ts";
import { optimise } from "../passes/optimise.ts";
import { chooseLayer } from "./layer.ts";
import { type MaskedScores, maskedScores, type Versions } from "./masked-scores.ts";
import { resizeMap } from "./saliency-reduce.ts";
import type { Method, SaliencySetup } from "./saliency-setup.ts";

export const scoreCam: Method = async function* (setup) {
  const { classes, model, score } = setup;
  const [height, width] = model.inputShape;
  const layer = await mapsOf(setup);
  const lively = layer.maps.flatMap((map) => {
    const mask = normalised(map, layer.size, [height, width]);
    return mask ? [{ map, mask }] : [];
  });
  const rises = classes.map(() => new Float64Array(lively.length));
  let [scores, ofBaseline]: number[][] = [[], []];
  const total = lively.length + 2; // the whole picture and none of it come first
  const masks = lively.map(({ mask }) => mask);

  for await (const answered of maskedScores(setup, letThrough(layer.size, masks))) {
    const { from, to, scoreOf, due, batch, stats } = answered;
    if (from === 0) scores = of(answered, 0, classes.length);
    if (from <= 1 && to > 1) ofBaseline = of(answered, 1, classes.length);
    for (const [k, rise] of rises.entries())
      for (let version = Math.max(2, from); version < to; version++)
        rise[version - 2] = scoreOf(version, k) - ofBaseline[k];
    if (!due || (to < 3 && to < total)) continue;
    const values = rises.map((rise) => {
      const known = rise.subarray(0, to - 2);
      const weights = score === "logit" ? softmax(known) : known;
      const sum = new Float64Array(layer.size[0] * layer.size[1]);
      for (const [i, weight] of weights.entries())
        for (let p = 0; p < sum.length; p++) sum[p] += weight * lively[i].map[p];
      return Float32Array.from(sum);
    });
    const shape = [...layer.size, 1];
    yield { shape, values, scores, done: to, total, batch, stats, layer: layer.name };
  }
};

const of = ({ scoreOf }: MaskedScores, version: number, classes: number) =>
  Array.from({ length: classes }, (_, k) => scoreOf(version, k));

/** What the layer answers to the picture, one map for each channel. */
async function mapsOf({ backend, model, input, options, unlessCancelled }: SaliencySetup) {
  const g = new GraphBuilder();
  const x = g.input("input", model.inputShape);
  const { name, value } = chooseLayer(model.apply(g, x), model.layers, options.layer);
  const { shape } = value;
  if (shape.length !== 3)
    throw new EngineError(
      "bad-option",
      `layer '${name}' answers [${shape}]; a class activation map needs a height and a width, as convolutions have`,
    );
  const plan = await backend.compile(optimise(g.build([value])), { maxBatch: 1 });
  try {
    plan.write(x, input);
    const [h, w, channels] = shape;
    const numbers = await unlessCancelled(plan.ask(value, 1));
    const maps = Array.from({ length: channels }, (_, c) =>
      Float32Array.from({ length: h * w }, (_, p) => numbers[p * channels + c]),
    );
    return { name, size: [h, w] as const, maps };
  } finally {
    plan.dispose();
  }
}

/** Such that the map stretched over the input goes from 0 to 1; nothing where it is one number everywhere. */
function normalised(
  map: Float32Array<ArrayBuffer>,
  size: readonly [number, number],
  input: readonly [number, number],
): Float32Array | undefined {
  let [least, most] = [Infinity, -Infinity];
  for (const value of resizeMap(map, size, input)) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most > least ? map.map((value) => (value - least) / (most - least)) : undefined;
}

/** Version 0 is the whole picture, version 1 what hides it, version i + 2 what mask i lets through. */
const letThrough = (size: readonly [number, number], masks: readonly Float32Array[]): Versions => ({
  total: masks.length + 2,
  add(g, image, hidden) {
    const cells = g.input("cells", size);
    const shift = g.input("shift", [2]);
    const [h, w] = image.shape;
    return {
      masked: maskCells(g, image, hidden, cells, shift, [h, w]),
      write(plan, from, to) {
        const ends = [1, 0].map((value) => new Float32Array(size[0] * size[1]).fill(value));
        const rows = new Float32Array((to - from) * size[0] * size[1]);
        for (let version = from; version < to; version++)
          rows.set(ends[version] ?? masks[version - 2], (version - from) * size[0] * size[1]);
        plan.write(cells, rows);
        plan.write(shift, new Float32Array(2 * (to - from)));
      },
    };
  },
});

function softmax(numbers: Float64Array): Float64Array {
  const most = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  const exponentials = numbers.map((v) => Math.exp(v - most));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((v) => v / sum);
}
