import { expect, test } from "vitest";
import { defaultRng } from "../../random/pcg64.ts";
import { toPlanes } from "./planes.ts";
import { quickshift } from "./quickshift.ts";

const cases: [height: number, width: number, channels: 1 | 3, kernelSize: number, maxDist: number][] = [
  [9, 14, 3, 1, 3],
  [14, 9, 1, 2, 6],
  [12, 12, 3, 1.5, 200],
  [1, 20, 1, 1, 5],
  [20, 1, 3, 4, 200],
];

test.each(cases)(
  "matches plain loops: %ix%ix%i, kernel size %d, links up to %d",
  (h, w, c, kernelSize, maxDist) => {
    const rng = defaultRng(5);
    const data = Float64Array.from({ length: h * w * c }, () => Math.floor(4 * rng.random()));

    const found = quickshift(toPlanes(data, h, w, c), { kernelSize, maxDist, seed: 42 });

    expect([...found]).toEqual(reference(data, h, w, c, kernelSize, maxDist));
  },
);

/** The definition, every window by itself. */
function reference(data: Float64Array, h: number, w: number, c: number, kernelSize: number, maxDist: number) {
  const rng = defaultRng(42);
  const reach = Math.ceil(3 * kernelSize);
  const pixels = Array.from({ length: h * w }, (_, p) => p);
  const near = (p: number) =>
    pixels.filter(
      (q) => Math.abs(Math.floor(p / w) - Math.floor(q / w)) <= reach && Math.abs((p % w) - (q % w)) <= reach,
    );
  const distance = (p: number, q: number) => {
    let sum = 0;
    for (let k = 0; k < c; k++) sum += (data[p * c + k] - data[q * c + k]) ** 2;
    return sum + (Math.floor(p / w) - Math.floor(q / w)) ** 2 + ((p % w) - (q % w)) ** 2;
  };
  const noise = pixels.map(() => 1e-5 * rng.normal());
  const densities = pixels.map((p) =>
    near(p).reduce((sum, q) => sum + Math.exp(distance(p, q) * (-0.5 / kernelSize ** 2)), noise[p]),
  );
  const parents = pixels.map((p) => {
    let [parent, least] = [p, Infinity];
    for (const q of near(p))
      if (densities[q] > densities[p] && distance(p, q) < least) [parent, least] = [q, distance(p, q)];
    return Math.sqrt(least) > maxDist ? p : parent;
  });
  const rootOf = (p: number): number => (parents[p] === p ? p : rootOf(parents[p]));
  const roots = pixels.filter((p) => parents[p] === p);
  return pixels.map((p) => roots.indexOf(rootOf(p)));
}
