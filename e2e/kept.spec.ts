/** @file A model from an address is downloaded once: the second time the server is only asked whether it still has the same. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";

/** A server of one model, which sends the body a while after the head, and counts the bodies that it sent. */
async function serveModel() {
  const bytes = await readFile(join(import.meta.dirname, "../examples/faces/faces.h5"));
  const seen = { asked: 0, sent: 0 };
  const server = createServer((_, response) => {
    seen.asked++;
    response.writeHead(200, {
      ...{ "content-length": bytes.length, etag: '"1"', "last-modified": "Sun, 01 Nov 2026 00:00:00 GMT" },
      ...{ "access-control-allow-origin": "*", "cache-control": "no-cache" },
    });
    response.flushHeaders();
    const later = setTimeout(() => {
      seen.sent++;
      response.end(bytes);
    }, 3000);
    response.on("close", () => clearTimeout(later)); // whoever asked wants no more
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/faces.h5`, seen, server };
}

/** What the model says of a bundled picture. */
async function prediction(page: Page): Promise<string> {
  await expect(page.locator("#run")).toBeVisible();
  const table = page.locator("limelight-prediction").first();
  await expect(table).toContainText("%");
  return table.innerText();
}

test("a model from an address is fetched once, until what is kept is deleted", async ({ page }) => {
  const { url, seen, server } = await serveModel();
  await page.goto(`/?samples=20&backend=wasm#model=${encodeURIComponent(url)}`);
  const first = await prediction(page);
  expect(seen).toEqual({ asked: 1, sent: 1 });

  await page.reload();

  expect(await prediction(page)).toBe(first);
  expect(seen).toEqual({ asked: 2, sent: 1 });
  await page.getByRole("tab", { name: "Model" }).click();
  await page.getByRole("button", { name: "Delete them" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("This browser keeps no downloads of models.")).toBeFocused();

  await page.getByRole("tab", { name: "LIME" }).click();
  await page.reload();

  expect(await prediction(page)).toBe(first);
  expect(seen).toEqual({ asked: 3, sent: 2 });
  server.closeAllConnections();
  server.close();
});
