import { expect, test } from "vitest";
import { jsonFile } from "../../test/fixtures/read.ts";
import { type ReadOptions, readModel } from "./read-model.ts";

const manifest = (...paths: unknown[]) => jsonFile({ weightsManifest: [{ paths }] });
const file = { name: "shard", bytes: new Uint8Array(1) };

test("weight files are read beside model.json, wherever that is", async () => {
  const asked: unknown[] = [];
  const read = async (address: string, { base }: ReadOptions = {}) => {
    asked.push([address, base]);
    return base ? file : manifest("group1-shard1of2.bin", "deeper/two.bin");
  };

  const files = await readModel(read, "https://example.org/a/model.json?v=1");

  expect(files.length).toBe(3);
  expect(asked).toEqual([
    ["https://example.org/a/model.json?v=1", undefined],
    ["group1-shard1of2.bin", "https://example.org/a/model.json?v=1"],
    ["deeper/two.bin", "https://example.org/a/model.json?v=1"],
  ]);
});

test.each([
  "https://elsewhere.org/x.bin",
  "file:///etc/passwd",
  "//elsewhere.org/x",
  "/etc/passwd",
  "\\\\host\\x",
])("asks for nothing that has an address of its own: %s", async (path) => {
  const asked: string[] = [];
  const read = async (address: string) => {
    asked.push(address);
    return manifest("a.bin", path);
  };

  await expect(readModel(read, "model.json")).rejects.toThrow("does not lie beside it");

  expect(asked).toEqual(["model.json"]);
});
