import { expect, test, vi } from "vitest";
import { fakeEngine, model } from "../../test/fake-engine.ts";
import { EngineError } from "../errors.ts";
import { EngineLoan } from "./page-engine.ts";

/** An engine that counts what is asked of it, and what starts it. */
function counted() {
  const open = vi.fn(async () => ({ ...model }));
  const close = vi.fn(async () => undefined);
  const dispose = vi.fn(async () => undefined);
  const start = vi.fn(async () => fakeEngine({ open, close, dispose }));
  return { open, close, dispose, start };
}

test("twelve loans are one engine and one copy of a model; the last that is given back frees both", async () => {
  const { open, close, dispose, start } = counted();
  const loans = Array.from({ length: 12 }, () => new EngineLoan({ backend: "cpu" }, start));
  const models = await Promise.all(loans.map((loan) => loan.open("a.h5", {})));

  expect([start, open].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  expect(new Set(models).size).toBe(1);
  await Promise.all(loans.slice(1).map((loan) => loan.giveBack()));
  expect([close, dispose].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  await loans[0].giveBack();
  expect([close, dispose].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

test("another model, other options of it, and other options of the engine are not shared", async () => {
  const { open, start } = counted();
  const [loan, other] = [new EngineLoan({}, start), new EngineLoan({ allowSoftware: true }, start)];
  await Promise.all([loan.open("a.h5", {}), loan.open("b.h5", {}), loan.open("a.h5", { range: [-1, 1] })]);
  await other.open("a.h5", {});

  expect([start, open].map(({ mock }) => mock.calls.length)).toEqual([2, 4]);
  await Promise.all([loan.giveBack(), other.giveBack()]);
});

test("what failed is tried again by the next", async () => {
  const { start, open } = counted();
  start.mockRejectedValueOnce(new EngineError("device", "no worker"));
  open.mockRejectedValueOnce(new EngineError("bad-model", "no model"));
  const failed = new EngineLoan({}, start);
  await expect(failed.open("a.h5", {})).rejects.toThrow("no worker");
  const loan = new EngineLoan({}, start);
  await expect(loan.open("a.h5", {})).rejects.toThrow("no model");

  await expect(loan.open("a.h5", {})).resolves.toEqual(model);
  await Promise.all([failed.giveBack(), loan.giveBack()]);
});

test("a page's own engine is not ended", async () => {
  const { dispose, close, start } = counted();
  const own = await start();
  const loan = new EngineLoan(own);
  await loan.open("a.h5", {});
  await loan.giveBack();

  expect([close, dispose].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
});
