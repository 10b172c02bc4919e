import { expect, test } from "vitest";
import { openTuningMemory } from "./tuning-memory.ts";

test("what was found is known the next time", async () => {
  const key = `key ${Math.random()}`;
  const memory = await openTuningMemory();
  expect(memory.get(key)).toBeUndefined();
  memory.set(key, "quads");
  expect(memory.get(key)).toBe("quads");

  expect((await openTuningMemory()).get(key)).toBe("quads");
});
