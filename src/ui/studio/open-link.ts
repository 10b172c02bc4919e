/** @file Opens a model or a picture from an address of the web. */

import type { Session } from "./session.ts";

/** A model by the end of its name; else it is a picture, which is then explained. What goes wrong is kept as the session's trouble. */
export async function openLink(session: Session, url: string): Promise<void> {
  session.troubles.clear();
  const name = nameOf(url);
  if (/\.(h5|hdf5|keras|json|onnx)$/i.test(name)) {
    await session.openModel(url, name);
    if (session.current >= 0) void session.show(session.current);
    return;
  }
  const isOpen = await session.troubles.keep(name, async () => {
    await session.engine!.decode(url);
    session.addImage({ name, source: url, thumbnail: url });
  });
  if (isOpen) void session.show(session.images.length - 1);
}

/** Last part of an address, as people read it. */
export function nameOf(url: string): string {
  const { pathname, host } = new URL(url);
  const last = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || host;
  } catch {
    return last; // no text in UTF-8
  }
}
