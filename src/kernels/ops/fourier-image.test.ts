import { describe, expect, test } from "vitest";
import { testBackend, testTfjs } from "../../../test/device.ts";
import { evaluate, expectClose, expectGradient, random } from "../../../test/ops.ts";
import { testWasm } from "../../../test/wasm.ts";
import { GraphBuilder, sizeOf } from "../../graph/graph.ts";
import { gradient } from "../../passes/gradient.ts";
import { fourierScale, inverseRealFft2d } from "./fourier-image.ts";

const spectrumShape = (h: number, w: number, c: number) => [h, Math.floor(w / 2) + 1, c, 2];

const sizes: [h: number, w: number, c: number][] = [
  [48, 48, 1],
  [5, 7, 3],
  [8, 12, 3],
  [13, 6, 2],
  [1, 4, 1],
  [4, 1, 2],
  [2, 2, 1],
];
const backends = [
  ["WebGPU", testBackend],
  ["TensorFlow.js", testTfjs],
  ["wasm", testWasm],
] as const;

describe.each(backends)("on %s", (_, open) => {
  test.each(sizes)("%i x %i x %i is the plain sum over all frequencies", async (h, w, c) => {
    const shape = spectrumShape(h, w, c);
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    const data = random(3 * sizeOf(shape), 1);
    const y = inverseRealFft2d(g, x, [h, w], { scale: 10 });

    const actual = await evaluate(await open(), g, [x], [data], y);

    expect(y.shape).toEqual([h, w, c]);
    const parts = [0, 1, 2].map((n) => data.subarray(n * sizeOf(shape), (n + 1) * sizeOf(shape)));
    expectClose(
      actual,
      parts.flatMap((part) => plainSum(part, h, w, c).map((v) => 10 * v)),
      { rtol: 1e-5, atol: 3e-6 },
    );
  });

  // np.fft.irfft2(x[..., 0] + 1j * x[..., 1], s=(h, w)), x = ((np.arange(h * half * 2) * 7) % 11 - 5.0).reshape(h, half, 2)
  test.each([
    [
      ...[3, 4],
      [
        ...[-0.333333, -1.166667, -0.0, 1.833333, -0.616827, -0.911485],
        ...[0.793857, -2.509561, -1.04984, -1.921848, -0.793857, 1.676228],
      ],
    ],
    [
      ...[2, 5],
      [
        ...[-1.3, -1.052054, -1.591326, 3.332967, 0.110414],
        ...[-0.1, -1.715537, -0.954691, -1.245309, -0.484463],
      ],
    ],
  ] as [number, number, number[]][])("%i x %i is what NumPy's irfft2 gives", async (h, w, expected) => {
    const g = new GraphBuilder();
    const x = g.input("x", spectrumShape(h, w, 1));
    const data = Float32Array.from({ length: sizeOf(x.shape) }, (_, i) => ((i * 7) % 11) - 5);

    expectClose(await evaluate(await open(), g, [x], [data], inverseRealFft2d(g, x, [h, w]), 1), expected, {
      rtol: 0,
      atol: 2e-6,
    });
  });

  // one line each, so that they are quick: the longest, a large prime, many factors are the largest that are still quick: 1024, a large prime, and many factors
  test.each([
    [509, 1],
    [1, 1024],
    [2 * 3 * 5 * 7, 1],
  ])("%i x %i: long lines", async (h, w) => {
    const shape = spectrumShape(h, w, 1);
    const g = new GraphBuilder();
    const x = g.input("x", shape);
    const data = random(sizeOf(shape), 2);

    const actual = await evaluate(await open(), g, [x], [data], inverseRealFft2d(g, x, [h, w]), 1);

    const expected = plainSum(data, h, w, 1);
    const most = Math.max(...expected.map(Math.abs));
    expectClose(actual, expected, { rtol: 0, atol: 1e-5 * most });
  });
});

test.each(sizes)("%i x %i x %i: the gradient is the adjoint", async (h, w, c) => {
  await expectGradient([spectrumShape(h, w, c)], (g, [x]) => inverseRealFft2d(g, x, [h, w], { scale: 10 }), {
    twins: [testTfjs, testWasm],
  });
});

test("the gradient's own gradient is the image again", async () => {
  const g = new GraphBuilder();
  const x = g.input("x", spectrumShape(6, 5, 2));
  const y = inverseRealFft2d(g, x, [6, 5]);
  const dy = g.input("dy", y.shape);
  const dx = gradient(g, [{ of: y, seed: dy }], x);
  const again = gradient(g, [{ of: dx, seed: x }], dy);
  const data = [random(3 * sizeOf(x.shape), 3), random(3 * sizeOf(y.shape), 4)];
  const backend = await testBackend();

  const [image, second] = [
    await evaluate(backend, g, [x, dy], data, y),
    await evaluate(backend, g, [x, dy], data, again),
  ];

  expectClose(second, image, { rtol: 1e-6, atol: 1e-6 });
});

test("says what does not fit", () => {
  const g = new GraphBuilder();
  const x = g.input("x", [8, 5, 3, 2]);

  expect(() => inverseRealFft2d(g, x, [8, 10])).toThrow(
    "a Fourier image of 8x10 needs [8,6,c,2], got [8,5,3,2]",
  );
  const tooLarge: [number, number][] = [
    [1025, 4],
    [4, 1025],
  ];
  for (const size of tooLarge) {
    const large = g.input("large", spectrumShape(size[0], size[1], 1));
    expect(() => inverseRealFft2d(g, large, size)).toThrow(
      expect.objectContaining({ code: "shape", message: expect.stringContaining("at most 1024x1024 fit") }),
    );
  }
});

test("the scale falls with the frequency, as Lucid's", () => {
  // np.sqrt(w * h) / np.maximum(np.hypot(np.fft.fftfreq(h)[:, None], np.fft.rfftfreq(w)), 1 / max(w, h)) ** decay
  const odd = [
    ...[22.36068, 22.36068, 11.18034, 17.888544, 13.968606, 9.480909],
    ...[8.944272, 8.304548, 6.984303, 17.888544, 13.968606, 9.480909],
  ];
  const even = [
    ...[19.456504, 19.456504, 10.794172, 7.647364, 10.794172, 9.817537],
    ...[8.039917, 6.540921, 10.794172, 9.817537, 8.039917, 6.540921],
  ];

  expectClose(fourierScale(4, 5, 1), odd, { rtol: 1e-6, atol: 0 });
  expectClose(fourierScale(3, 6, 0.85), even, { rtol: 1e-6, atol: 0 });
});

/** numpy.fft.irfft2(x, s=(h, w), axes=(0, 1)), from its definition in float64. */
function plainSum(x: Float32Array, h: number, w: number, c: number): number[] {
  const half = Math.floor(w / 2) + 1;
  const turned = (sign: 1 | -1, k: number, size: number) => {
    const angle = (sign * 2 * Math.PI * (k % size)) / size;
    return [Math.cos(angle), Math.sin(angle)];
  };
  const columns = new Float64Array(x.length); // transformed along the first axis
  for (let row = 0; row < h; row++)
    for (let k = 0; k < h; k++) {
      const [cos, sin] = turned(1, k * row, h);
      for (let i = 0; i < half * c; i++) {
        const [re, im] = x.subarray(2 * (k * half * c + i), 2 * (k * half * c + i) + 2);
        const to = 2 * (row * half * c + i);
        columns[to] += re * cos - im * sin;
        columns[to + 1] += re * sin + im * cos;
      }
    }
  return Array.from({ length: h * w * c }, (_, i) => {
    const [channel, column, row] = [i % c, Math.floor(i / c) % w, Math.floor(i / c / w)];
    let sum = 0;
    for (let k = 0; k < w; k++) {
      const mirrored = k >= half;
      const at = 2 * ((row * half + (mirrored ? w - k : k)) * c + channel);
      const alone = (w - k) % w === k;
      const [cos, sin] = turned(1, k * column, w);
      const im = alone ? 0 : mirrored ? -columns[at + 1] : columns[at + 1];
      sum += columns[at] * cos - im * sin;
    }
    return sum / (h * w);
  });
}
