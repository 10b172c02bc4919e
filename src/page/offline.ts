/** @file Keeps the page on this machine by a service worker, and tells when a newer version of it has come. */

/**
 * Only in builds, and only over http: while developing, and from a file, nothing is kept. `?offline=off` removes what was. Where the
 * browser refuses, the page goes on without. `ready` is called when a newer version than this page's is complete, with what shows it.
 */
export async function keepOffline(ready: (show: () => void) => void): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined; // nothing where http is no secure context
  if (!import.meta.env.PROD || !workers || !location.protocol.startsWith("http")) return;
  if (new URLSearchParams(location.search).get("offline") === "off") return remove(workers);
  if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded));
  const script = new URL("service-worker.js", document.baseURI);
  const registration = await workers.register(script, { updateViaCache: "none" }).catch(() => undefined);
  if (!registration) return;
  const offer = async (next: ServiceWorker) => {
    if (await isOf(next, import.meta.url)) return;
    ready(() => {
      if (next.state === "activated") location.reload(); // as no tab was its predecessor's
      next.addEventListener("statechange", () => next.state === "activated" && location.reload());
      next.postMessage("activate");
    });
  };
  if (registration.waiting) void offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const next = registration.installing;
    const before = registration.active; // nothing the first time
    next?.addEventListener("statechange", () => {
      if (before && next.state === "installed") void offer(next);
    });
  });
}

/** Whether a script belongs to the version that a service worker keeps. */
function isOf(worker: ServiceWorker, script: string): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(script, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === true);
  });
}

async function remove(workers: ServiceWorkerContainer): Promise<void> {
  const registration = await workers.getRegistration();
  if (!registration) return;
  for (const name of await caches.keys())
    if (name.startsWith(`limelight-page ${registration.scope} `)) await caches.delete(name);
  await registration.unregister();
}
