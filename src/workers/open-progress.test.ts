import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixture } from "../../test/fixtures/read.ts";
import { acrossThreads } from "../../test/threads.ts";
import { createEngine } from "./node-engine.ts";
import type { OpenProgress } from "./protocol.ts";

const { bytes } = fixture("keras3-sequential.h5");

/** What is asked for, and what is still being sent. */
const sending = new Set<ServerResponse>();

const answers: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  "/a.h5": (response) => response.writeHead(200, { "content-length": bytes.length }).end(bytes),
  "/unsaid.h5": (response) => {
    response.write(bytes.subarray(0, 100));
    response.end(bytes.subarray(100));
  },
  "/endless.bin": (response) => response.writeHead(200, { "content-length": 1e9 }).write("one"),
  "/huge.h5": (response) => response.writeHead(200, { "content-length": 2 ** 31 }).write("one"),
  "/half/model.json": (response) =>
    response.end(JSON.stringify({ weightsManifest: [{ paths: ["../endless.bin", "none.bin"] }] })),
  "/slow/model.json": (response) =>
    response.end(JSON.stringify({ weightsManifest: [{ paths: ["../endless.bin"] }] })),
};

const server = createServer((request, response) => {
  sending.add(response);
  response.on("close", () => sending.delete(response));
  const answer = answers[request.url!];
  if (answer) answer(response, request);
  else response.writeHead(404).end();
});
let origin = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
const engine = createEngine({ backend: "cpu" });
afterAll(async () => {
  await (await engine).dispose();
  server.closeAllConnections();
  server.close();
});

test("says how many bytes have come, of how many where that is known", async () => {
  for (const [source, total] of [
    [`${origin}/a.h5`, bytes.length],
    [`${origin}/unsaid.h5`, undefined],
    [new File([bytes], "a.h5"), bytes.length],
  ] as const) {
    const seen: OpenProgress[] = [];
    const model = await (await engine).open(source, { onProgress: (progress) => seen.push(progress) });

    expect(seen[0]).toMatchObject({ bytes: 0, files: 0, totalFiles: 1 });
    expect(seen[0].totalBytes).toBe(total);
    await (await engine).close(model);
  }
});

test("progress crosses threads", async () => {
  const remote = await acrossThreads({ backend: "cpu" });
  const seen: OpenProgress[] = [];
  await remote.open({ name: "a.h5", bytes }, { onProgress: (progress) => seen.push(progress) });

  await expect.poll(() => seen.length).toBeGreaterThan(0);
  expect(seen[0]).toEqual({ bytes: bytes.length, totalBytes: bytes.length, files: 1, totalFiles: 1 });
  await remote.dispose();
});

test("an abort ends the downloads, and nothing is open", async () => {
  const controller = new AbortController();
  const opening = (await engine).open(`${origin}/slow/model.json`, { signal: controller.signal });
  await expect.poll(() => sending.size).toBe(1);
  controller.abort();

  await expect(opening).rejects.toMatchObject({ code: "cancelled" });
  await expect.poll(() => sending.size).toBe(0);
  expect((await (await engine).status()).bufferBytes).toBe(0);
});

test("where one file fails the others stop, and what is too large never starts", async () => {
  await expect((await engine).open(`${origin}/half/model.json`)).rejects.toThrow("answers 404");
  await expect((await engine).open(`${origin}/huge.h5`)).rejects.toThrow("larger than 2147483647 bytes");
  await expect.poll(() => sending.size).toBe(0);
});
