import { describe, expect, test } from "vitest";
import { lastFound, setupOf } from "../../test/attribution.ts";
import { cramped, testBackend } from "../../test/device.ts";
import { whenAborted } from "./cancellation.ts";
import { occlusion } from "./occlusion.ts";
import { rise } from "./rise.ts";
import type { SaliencyOptions } from "./saliency-options.ts";
import type { Found, Method } from "./saliency-setup.ts";
import { scoreCam } from "./score-cam.ts";

const methods: [name: string, Method, SaliencyOptions, versions: number][] = [
  ["occlusion", occlusion, { window: 2, stride: 1 }, 36],
  ["rise", rise, { samples: 100, cells: 3 }, 101],
  ["score-cam", scoreCam, {}, 5],
];

describe.each(methods)("%s", (_, method, options, total) => {
  test("tells how far it has come, each time with a whole result, and ends when all is done", async () => {
    const seen: Found[] = [];
    for await (const found of method(await setupOf({ options: { ...options, batch: 1 } }))) seen.push(found);

    expect(seen.length).toBeGreaterThan(1);
    expect(seen.length).toBeLessThanOrEqual(41);
    const steps = seen.map(({ done }) => done);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
    expect(seen.at(-1)).toMatchObject({ done: total, total, batch: 1 });
    for (const { values, scores, shape } of seen) {
      expect(scores).toHaveLength(3);
      expect(values.map(({ length }) => length)).toEqual(Array(3).fill(shape[0] * shape[1]));
      expect(values.every((map) => map.every(Number.isFinite))).toBe(true);
    }
    expect(seen.at(-1)!.stats).toMatchObject({ readBacks: total, bytesRead: 4 * 3 * total });
  });

  test("gives the same for any batch", async () => {
    const { values } = await lastFound(method, await setupOf({ options: { ...options, batch: 64 } }));

    for (const batch of [1, 7, undefined])
      expect(
        (await lastFound(method, await setupOf({ options: { ...options, ...(batch ? { batch } : {}) } })))
          .values,
      ).toEqual(values);
  });

  test("break and abort free the device's memory", async () => {
    const backend = await testBackend();
    const before = backend.bufferBytes;
    for await (const _ of method(await setupOf({ options: { ...options, batch: 1 } }))) break;
    expect(backend.bufferBytes).toBe(before);

    const controller = new AbortController();
    const { or: unlessCancelled, forget } = whenAborted(controller.signal);
    const run = async () => {
      for await (const _ of method(await setupOf({ options: { ...options, batch: 1 }, unlessCancelled })))
        controller.abort();
    };
    await expect(run()).rejects.toMatchObject({ code: "cancelled" });
    forget();
    expect(backend.bufferBytes).toBe(before);
  });

  test("takes smaller batches where the device has no room for large ones", async () => {
    const { backend, tried } = cramped(await testBackend(), 3);

    const found = await lastFound(method, await setupOf({ backend, options }));

    expect(tried).toContain(total);
    expect(tried.at(-1)).toBeLessThanOrEqual(3);
    expect(found.values).toEqual((await lastFound(method, await setupOf({ options }))).values);
    expect(found.batch).toBeLessThanOrEqual(3);
  });
});
