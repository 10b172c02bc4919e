import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { IdleWork } from "./idle-work.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Work of three parts, a second each, which looks at its signal in between. */
function work() {
  const done: number[] = [];
  const idle = new IdleWork(async (signal) => {
    while (done.length < 3) {
      if (signal.aborted) return;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      done.push(done.length);
    }
  });
  return { idle, done };
}

const request = (milliseconds: number) => () =>
  new Promise<string>((resolve) => setTimeout(() => resolve("answer"), milliseconds));

test("nothing is done before it is wanted, nor right after it", async () => {
  const { idle, done } = work();
  await vi.advanceTimersByTimeAsync(5000);
  idle.want();
  await vi.advanceTimersByTimeAsync(1500);
  expect(done).toEqual([]);

  await vi.advanceTimersByTimeAsync(5000);
  expect(done).toEqual([0, 1, 2]);
});

test("a request stops it after the part that it is at, and it goes on a while later", async () => {
  const { idle, done } = work();
  idle.want();
  await vi.advanceTimersByTimeAsync(1100);
  const answer = idle.during(request(10_000));
  await vi.advanceTimersByTimeAsync(9000);
  expect(done).toEqual([0]);

  await vi.advanceTimersByTimeAsync(1900);
  expect(await answer).toBe("answer");
  expect(done).toEqual([0]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(done).toEqual([0, 1, 2]);
});

test("requests that follow each other closely leave no time for it", async () => {
  const { idle, done } = work();
  idle.want();
  for (let i = 0; i < 10; i++) {
    void idle.during(request(10));
    await vi.advanceTimersByTimeAsync(900);
  }

  expect(done).toEqual([]);
});

test("once done, it is not done again; nor at all after the end", async () => {
  let runs = 0;
  const idle = new IdleWork(async () => void runs++);
  idle.want();
  await vi.advanceTimersByTimeAsync(2000);
  void idle.during(request(10));
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs).toBe(1);

  idle.want();
  await idle.dispose();
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs).toBe(1);
});
