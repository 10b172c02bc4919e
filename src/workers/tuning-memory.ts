/** @file Which kernels were fastest on this machine, from one visit to the next: in IndexedDB, since workers have no localStorage. */

import type { TuningMemory } from "../kernels/autotune.ts";

const DATABASE = "limelight-kernels";
const STORE = "choices";

/** What is known so far, all at once. Where pages may not keep anything it lasts as long as the worker. */
export async function openTuningMemory(): Promise<TuningMemory> {
  try {
    const database = await opened();
    const store = database.transaction(STORE).objectStore(STORE);
    const [keys, values] = await Promise.all([answered(store.getAllKeys()), answered(store.getAll())]);
    const known = new Map(keys.map((key, i) => [String(key), String(values[i])]));
    return {
      get: (key) => known.get(key),
      set(key, value) {
        known.set(key, value);
        database.transaction(STORE, "readwrite").objectStore(STORE).put(value, key);
      },
    };
  } catch {
    return new Map();
  }
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return answered(request);
}

const answered = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no answer"));
  });
