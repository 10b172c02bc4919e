/** @file Two small servers of files, so that a page and what it embeds come from different origins. */

import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const root = join(import.meta.dirname, "..");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".css": "text/css",
};

export interface FileServer {
  readonly origin: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Changes the text of pages. */
  readonly rewrite?: (html: string) => string;
  /** The folder that is served, asked anew for each file. Default: the repository. */
  readonly folder?: () => string;
}

/** Serves files to every origin. */
export async function serve({
  headers = {},
  rewrite = (html) => html,
  folder = () => root,
}: ServerOptions): Promise<FileServer> {
  const server: Server = createServer(async (request, response) => {
    const { pathname } = new URL((request.url ?? "/").replace(/\/(\?.*)?$/, "/index.html"), "http://x");
    const path = normalize(decodeURIComponent(pathname));
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    try {
      const bytes = await readFile(join(folder(), path));
      response.writeHead(200, { "content-type": type, "access-control-allow-origin": "*", ...headers });
      response.end(extname(path) === ".html" ? rewrite(bytes.toString()) : bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
}
