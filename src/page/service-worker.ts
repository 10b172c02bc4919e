/**
 * @file Answers for the page's own files where there is no network: all that a version of the page is made of, its bundled models and
 * pictures too, and nothing else. The build writes FILES and VERSION before it (`build/offline.ts`).
 *
 * What has its hash in its name comes from the cache first; the page itself and its samples from the network first. Any other address is
 * the browser's own business.
 */

/** By path from here, "" for the page: a hash of what is in it. */
declare const FILES: Readonly<Record<string, string>>;
declare const VERSION: string;

/** Of a service worker's events, what is used here: TypeScript has them in a library that excludes the page's. */
interface Events {
  readonly install: { waitUntil(work: Promise<unknown>): void };
  readonly activate: { waitUntil(work: Promise<unknown>): void };
  readonly fetch: { readonly request: Request; respondWith(answer: Promise<Response>): void };
  readonly message: MessageEvent<string>;
}

const worker = globalThis as unknown as {
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): void;
};

const { scope } = worker.registration;
const OURS = `limelight-page ${scope} `;
const CACHE = OURS + VERSION;

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(removeOthers()));

/** "activate", or the address of a script: whether it is of this version. */
worker.addEventListener("message", ({ data, ports }) => {
  if (data === "activate") void worker.skipWaiting();
  else ports[0]?.postMessage(pathOf(data) !== undefined);
});

worker.addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? pathOf(event.request.url) : undefined;
  if (path === undefined) return;
  event.respondWith(isHashed(path) ? cacheFirst(path, event.request) : networkFirst(path, event.request));
});

/** Keeps every file of this version; what an earlier one has of it is not loaded again. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const path of Object.keys(FILES)) {
    const known = await caches.match(keyOf(path));
    await cache.put(keyOf(path), known ?? (await load(path)));
  }
}

/** Removes what earlier versions kept. */
async function removeOthers(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
}

async function load(path: string): Promise<Response> {
  const response = await fetch(scope + path, { cache: isHashed(path) ? "default" : "no-cache" });
  if (!response.ok) throw new Error(`${path}: the server answers ${response.status}`);
  return response;
}

const cacheFirst = async (path: string, request: Request): Promise<Response> =>
  (await caches.match(keyOf(path))) ?? fetch(request);

const networkFirst = (path: string, request: Request): Promise<Response> =>
  fetch(request).catch(async () => (await caches.match(keyOf(path))) ?? Response.error());

/** Of an address, if it is one of our files. */
function pathOf(url: string): string | undefined {
  if (!url.startsWith(scope)) return undefined;
  const path = url.slice(scope.length).replace(/[?#].*$/, "");
  const name = path === "index.html" ? "" : path;
  return Object.hasOwn(FILES, name) ? name : undefined;
}

const isHashed = (path: string): boolean => path.startsWith("assets/");

/** The address that a file is kept under: by its content, too. */
const keyOf = (path: string): string => `${scope}${path}?${FILES[path]}`;
