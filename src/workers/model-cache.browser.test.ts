import { afterEach, expect, test, vi } from "vitest";
import { ModelCache } from "./model-cache.ts";

const address = "https://example.org/model.h5";
const answer = (headers: Record<string, string>) => new Response(null, { headers });
const tagged = (etag = '"1"') => answer({ etag, "content-length": "4" });
const bytes = (...values: number[]) => Uint8Array.from(values);

afterEach(async () => {
  vi.restoreAllMocks();
  await new ModelCache(100).clear();
});

test("what was kept is found again, by another page too, until the server has another", async () => {
  const cache = new ModelCache(100);
  await cache.keep(address, tagged(), bytes(1, 2, 3, 4));

  expect(await new ModelCache(100).find(address, tagged())).toEqual(bytes(1, 2, 3, 4));
  expect(await cache.find(address, tagged('"2"'))).toBeUndefined();
  expect(await cache.find("https://example.org/other.h5", tagged())).toBeUndefined();
  await cache.keep(address, tagged('"2"'), bytes(5, 6));
  expect(await cache.use()).toEqual({ files: 1, bytes: 2 });
});

test.each([
  ["no ETag and no date", { "content-length": "4" }],
  ["no-store", { etag: '"1"', "cache-control": "private, no-store" }],
])("does not keep an answer with %s", async (_, headers) => {
  const cache = new ModelCache(100);
  await cache.keep(address, answer(headers), bytes(1, 2, 3, 4));

  expect(await cache.use()).toEqual({ files: 0, bytes: 0 });
});

test("a date will do where there is no ETag", async () => {
  const cache = new ModelCache(100);
  const dated = (day: string) => answer({ "last-modified": `${day} Nov 2026 00:00:00 GMT` });
  await cache.keep(address, dated("01"), bytes(1));

  expect(await cache.find(address, dated("01"))).toEqual(bytes(1));
  expect(await cache.find(address, dated("02"))).toBeUndefined();
});

test("what was not used for longest goes first, and nothing larger than all is kept", async () => {
  const cache = new ModelCache(10);
  const of = (name: string) => `https://example.org/${name}`;
  let now = 1000;
  vi.spyOn(Date, "now").mockImplementation(() => now++);
  await cache.keep(of("a"), tagged(), bytes(1, 1, 1, 1));
  await cache.keep(of("b"), tagged(), bytes(2, 2, 2, 2));
  expect(await cache.find(of("a"), tagged())).toBeDefined();
  await cache.keep(of("c"), tagged(), bytes(3, 3, 3, 3));

  expect(await cache.find(of("b"), tagged())).toBeUndefined();
  expect(await cache.find(of("a"), tagged())).toBeDefined();
  await cache.keep(of("d"), tagged(), new Uint8Array(11));
  expect(await cache.use()).toEqual({ files: 2, bytes: 8 });
});

test("damaged bytes are not found, and forgotten", async () => {
  const cache = new ModelCache(100);
  await cache.keep(address, tagged(), bytes(1, 2, 3, 4));
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("limelight-models");
  for await (const handle of folder.values()) {
    const file = await (handle as FileSystemFileHandle).createWritable();
    await file.write(bytes(9));
    await file.close();
  }

  expect(await cache.find(address, tagged())).toBeUndefined();
  expect(await cache.use()).toEqual({ files: 0, bytes: 0 });
});

test("without storage, or with a full one, nothing is kept and nothing fails", async () => {
  const cache = new ModelCache(100);
  vi.spyOn(FileSystemFileHandle.prototype, "createWritable").mockRejectedValue(
    new DOMException("full", "QuotaExceededError"),
  );
  await cache.keep(address, tagged(), bytes(1));
  expect(await cache.use()).toEqual({ files: 0, bytes: 0 });

  vi.spyOn(StorageManager.prototype, "getDirectory").mockRejectedValue(
    new DOMException("no", "SecurityError"),
  );
  await cache.keep(address, tagged(), bytes(1));
  expect(await cache.find(address, tagged())).toBeUndefined();
  await cache.clear();
});
