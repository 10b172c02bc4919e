import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, expectGradient, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, type Shape, sizeOf, type Value } from "../../graph/graph.ts";
import { gradient } from "../../passes/gradient.ts";
import { warp } from "./warp.ts";

type Draw = [down: number, right: number, scale: number, degrees: number];

const fixed = (g: GraphBuilder, [down, right, scale, degrees]: Draw): Value =>
  g.weight("draw", [4], Float32Array.of(down, right, scale, (degrees * Math.PI) / 180));

const cases: [Shape, Draw][] = [
  [
    [7, 5, 3],
    [0.3, -1.4, 1, 0],
  ],
  [
    [6, 8, 1],
    [1, 2, 0.5, 0],
  ],
  [
    [9, 6, 2],
    [0, 0, 2, 45],
  ],
  [
    [8, 8, 4],
    [-0.5, 0.25, 1.1, -10],
  ],
  [
    [5, 9, 1],
    [2.5, 0, 0.93, 200],
  ],
  [
    [1, 4, 1],
    [0, 0.5, 1.3, 3],
  ],
  [
    [12, 11, 1],
    [0.1, 0.2, 2, -130],
  ],
];

describe.each([
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
])("on %s", (_, open) => {
  const warped = async (shape: Shape, draw: Draw, fill: number, data: Float32Array<ArrayBuffer>) => {
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    return evaluate(await open(), g, [x], [data], warp(g, x, fixed(g, draw), { fill }));
  };

  test.each(cases)("%j by %j is bilinear interpolation", async (shape, draw) => {
    const data = random(3 * sizeOf(shape), 1);

    const actual = await warped(shape, draw, 0.5, data);

    const n = sizeOf(shape);
    const expected = [0, 1, 2].flatMap((i) => reference(data.subarray(i * n, (i + 1) * n), shape, draw, 0.5));
    expectClose(actual, expected, { rtol: 1e-5, atol: 5e-6 });
  });

  test.each([
    [0, 0],
    [2, -3],
    [-7, 1],
    [40, 40],
  ])("a shift by %i and %i copies", async (down, right) => {
    const [h, w, c] = [7, 10, 3];
    const data = random(3 * h * w * c, 2);

    const actual = await warped([h, w, c], [down, right, 1, 0], 0.1, data);

    const expected = Array.from(data, (_, i) => {
      const [column, row] = [(Math.floor(i / c) % w) + right, (Math.floor(i / c / w) % h) + down];
      const inside = row >= 0 && row < h && column >= 0 && column < w;
      return inside ? data[i + (down * w + right) * c] : Math.fround(0.1);
    });
    expect([...actual]).toEqual(expected);
  });

  test("a scale of 2 shows the middle half, a quarter turn puts the left column on top", async () => {
    const data = Float32Array.from({ length: 48 }, (_, i) => i % 16); // [4, 4, 1]

    const half = await warped([4, 4, 1], [0, 0, 2, 0], 0, data);
    const turned = await warped([4, 4, 1], [0, 0, 1, 90], 0, data);

    expectClose(half.subarray(0, 4), [3.75, 4.25, 4.75, 5.25]);
    expectClose(turned.subarray(0, 8), [12, 8, 4, 0, 13, 9, 5, 1], { atol: 1e-5 });
  });
});

test.each(cases)("%j by %j: the gradient is the adjoint", async (shape, draw) => {
  await expectGradient([shape], (g, [x]) => warp(g, x, fixed(g, draw), { fill: 0.5 }), {
    twins: [testTfjs, testWasm],
    rtol: 1e-3,
    atol: 1e-3,
  });
});

test.each([0.5, 0.71, 1, 1.37, 2])("scale %d, at any angle: the adjoint misses no pixel", async (scale) => {
  const g = new GraphBuilder();
  const x = g.input("x", [9, 8, 1]);
  const draw = g.input("draw", [4], { batched: false });
  const y = warp(g, x, draw, { fill: 0 });
  const dy = g.input("dy", y.shape);
  const dx = gradient(g, [{ of: y, seed: dy }], x);
  const [u, v] = [random(3 * 72, 3), random(3 * 72, 4)];

  for (let degrees = -180; degrees <= 180; degrees += 24) {
    const inputs = [x, draw, dy];
    const data = [u, Float32Array.of(0.3, -0.7, scale, (degrees * Math.PI) / 180), v];
    const backend = await testBackend();
    const [ys, dxs] = [
      await evaluate(backend, g, inputs, data, y),
      await evaluate(backend, g, inputs, data, dx),
    ];

    expect(product(u, dxs), `${degrees} degrees`).toBeCloseTo(product(ys, v), 4);
  }
});

test("says what does not fit", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [4, 4, 1]);

  expect(() => warp(g, x, x, { fill: 0 })).toThrow(
    "warp: needs four numbers for all samples, but got [4,4,1]",
  );
  expect(() => warp(g, g.input("y", [4]), x, { fill: 0 })).toThrow("warp: needs an image [h, w, c]");
});

const product = (a: Float32Array, b: Float32Array): number => a.reduce((sum, v, i) => sum + v * b[i], 0);

/** The definition: all pixels at their distance from where q looks, and what is missing to 1 is `fill`. */
function reference(x: Float32Array, [h, w, c]: Shape, [down, right, scale, degrees]: Draw, fill: number) {
  const angle = (degrees * Math.PI) / 180;
  return Array.from({ length: h * w * c }, (_, i) => {
    const y = (Math.floor(i / c / w) - (h - 1) / 2) / scale;
    const z = ((Math.floor(i / c) % w) - (w - 1) / 2) / scale;
    const row = (h - 1) / 2 + Math.cos(angle) * y - Math.sin(angle) * z + down;
    const column = (w - 1) / 2 + Math.sin(angle) * y + Math.cos(angle) * z + right;
    let [sum, inside] = [0, 0];
    for (let p = 0; p < h * w; p++) {
      const [away, aside] = [Math.abs(row - Math.floor(p / w)), Math.abs(column - (p % w))];
      const weight = Math.max(0, 1 - away) * Math.max(0, 1 - aside);
      sum += weight * x[p * c + (i % c)];
      inside += weight;
    }
    return sum + (1 - inside) * fill;
  });
}
