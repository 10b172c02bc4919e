import { afterEach, expect, test, vi } from "vitest";
import { inBatches } from "./batches.ts";

type Rows = readonly [from: number, to: number];

afterEach(() => void vi.useRealTimers());

/** Batches of 100 rows, each answered after so long; and the order of asking and of being looked at. */
async function run(given: { first?: number; most?: number; milliseconds?: number }) {
  vi.useFakeTimers({ toFake: ["performance"] });
  const { milliseconds = 0, most = 64, first } = given;
  const [asked, order]: [Rows[], string[]] = [[], []];
  const batches = inBatches({
    ...{ total: 100, first, most },
    unlessCancelled: async (work) => {
      order.push("wait");
      vi.advanceTimersByTime(milliseconds);
      return work;
    },
    ask: async (from, to) => {
      asked.push([from, to]);
      order.push(`ask ${to}`);
      return to;
    },
  });
  for await (const { to, answer } of batches) {
    expect(answer).toBe(to);
    order.push(`look ${to}`);
  }
  return { asked, order };
}

test("all rows in order, in batches that grow", async () => {
  const { asked } = await run({});

  expect(asked).toEqual([
    [0, 8],
    [8, 16],
    [16, 32],
    [32, 64],
    [64, 100],
  ]);
});

test("the next batch runs while the last is waited for and looked at", async () => {
  const { order } = await run({ first: 40, most: 40 });

  expect(order).toEqual([
    "ask 40",
    "ask 80",
    "wait",
    "look 40",
    "ask 100",
    "wait",
    "look 80",
    "wait",
    "look 100",
  ]);
});

test.each([
  ["a first batch of an asked size", { first: 32, most: 64 }, [32, 32, 36]],
  ["no more than there is room for", { first: 32, most: 25 }, [25, 25, 25, 25]],
  ["no growth where answers take long", { first: 25, milliseconds: 200 }, [25, 25, 25, 25]],
])("%s", async (_, given, sizes) => {
  const { asked } = await run(given);

  expect(asked.map(([from, to]) => to - from)).toEqual(sizes);
});

test("an answer that fails ends the run, and one nobody waits for any more is not missed", async () => {
  const batches = inBatches({
    ...{ total: 100, first: 50, most: 50, unlessCancelled: (work) => work },
    ask: async (from: number) => {
      throw new Error(`rows from ${from}`);
    },
  });

  await expect(batches.next()).rejects.toThrow("rows from 0");
});
