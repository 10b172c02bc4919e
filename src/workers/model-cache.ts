/**
 * @file Downloaded model files, kept in the browser's private storage (OPFS), so that the next open need not download them.
 *
 * Each request still goes to the server: what is kept counts only if address, length and ETag (else Last-Modified) of the answer are
 * those it came with, and if its bytes still have the hash they had. Answers without ETag and Last-Modified, and those that say
 * "no-store", are not kept. The names of the files are the index: two pages cannot disagree about it.
 *
 * Private windows, full disks and old browsers have no such storage. Then nothing is kept, and nothing fails.
 */

export interface CacheUse {
  readonly files: number;
  readonly bytes: number;
}

interface Kept {
  readonly address: string;
  readonly version: string;
  readonly content: string;
  readonly used: number;
}

const FOLDER = "limelight-models";

export class ModelCache {
  readonly #most: number;
  /** What writes does so one after another. */
  #turn: Promise<unknown> = Promise.resolve();

  /** Keeps at most so many bytes: the ones not used for longest go first. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The bytes that this answer would bring. Nothing where they are not kept, or damaged. */
  find(address: string, response: Response): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return attempt(async () => {
      const key = await keyOf(address, response);
      if (!key) return undefined;
      const folder = await open();
      for (const { handle, kept } of await list(folder)) {
        if (kept.address !== key.address || kept.version !== key.version) continue;
        const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        if ((await hashOf(bytes)) !== kept.content) {
          await folder.removeEntry(handle.name);
          return undefined;
        }
        await attempt(() => rename(handle, nameOf({ ...kept, used: Date.now() })));
        return bytes;
      }
      return undefined;
    });
  }

  /** Keeps what an answer brought, in place of what was there from its address. */
  keep(address: string, response: Response, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.#inTurn(async () => {
      const key = await keyOf(address, response);
      if (!key || bytes.length > this.#most) return;
      const folder = await open();
      const files = (await list(folder)).sort((a, b) => a.kept.used - b.kept.used);
      let total = files.reduce((sum, { size }) => sum + size, bytes.length);
      const [same, others] = [true, false].map((is) =>
        files.filter(({ kept }) => (kept.address === key.address) === is),
      );
      for (const [i, { handle, size }] of [...same, ...others].entries()) {
        if (i >= same.length && total <= this.#most) break;
        await folder.removeEntry(handle.name);
        total -= size;
      }
      const name = nameOf({ ...key, content: await hashOf(bytes), used: Date.now() });
      const handle = await folder.getFileHandle(name, { create: true });
      try {
        const file = await handle.createWritable();
        await file.write(bytes);
        await file.close(); // only now there is more than an empty file
      } catch (error) {
        await folder.removeEntry(name);
        throw error;
      }
    });
  }

  async use(): Promise<CacheUse> {
    await this.#turn;
    const files = (await attempt(async () => list(await open()))) ?? [];
    return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
  }

  clear(): Promise<void> {
    return this.#inTurn(async () => {
      const root = await navigator.storage.getDirectory();
      await root.removeEntry(FOLDER, { recursive: true });
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(() => attempt(work));
    this.#turn = done;
    return done;
  }
}

/** Nothing where it fails: a model that is not kept is downloaded, which is all that is lost. */
async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

const open = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });

async function list(folder: FileSystemDirectoryHandle) {
  const files: { handle: FileSystemFileHandle; kept: Kept; size: number }[] = [];
  for await (const handle of folder.values()) {
    if (handle.kind !== "file") continue;
    const [address, version, content, used] = handle.name.split(".");
    const file = await attempt(() => (handle as FileSystemFileHandle).getFile()); // another page may remove it
    if (file)
      files.push({
        handle: handle as FileSystemFileHandle,
        kept: { address, version, content, used: Number(used) },
        size: file.size,
      });
  }
  return files;
}

const nameOf = ({ address, version, content, used }: Kept) => [address, version, content, used].join(".");

/** TypeScript does not know it yet: https://developer.mozilla.org/docs/Web/API/FileSystemHandle/move */
const rename = (handle: FileSystemFileHandle, name: string) =>
  (handle as FileSystemFileHandle & { move(name: string): Promise<void> }).move(name);

/** `url` is what was asked for: where a server sends one on to may have another name each time. */
async function keyOf(
  url: string,
  { headers }: Response,
): Promise<Pick<Kept, "address" | "version"> | undefined> {
  const version = headers.get("etag") ?? headers.get("last-modified");
  if (!version || !/^https?:/.test(url) || /no-store/.test(headers.get("cache-control") ?? ""))
    return undefined;
  const text = new TextEncoder();
  const [address, of] = await Promise.all([
    hashOf(text.encode(url)),
    hashOf(text.encode(`${version} ${headers.get("content-length")}`)),
  ]);
  return { address: address.slice(0, 32), version: of.slice(0, 32) };
}

/** SHA-256 in hexadecimal digits. */
async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
