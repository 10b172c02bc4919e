/** Workers that were started through a blob: a policy can make those hang. */
export const isBlob = new WeakSet<Worker>();

/** A module worker, also where its script comes from another origin: then through a blob that imports it. */
export function spawn(url: URL): Worker {
  const options = { type: "module", name: "limelight" } as const;
  if (url.origin === globalThis.location.origin || url.protocol === "blob:" || url.protocol === "data:")
    return new Worker(url, options);
  const script = `postMessage("alive"); import(${JSON.stringify(url.href)}).catch((e) => postMessage(e.message));`;
  const blob = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(blob, options);
  isBlob.add(worker);
  worker.addEventListener("message", () => URL.revokeObjectURL(blob), { once: true });
  return worker;
}
