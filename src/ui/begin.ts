/** @file What is open at the start: the bundled model and pictures, or what the address names instead. */

import { type Address, fitting, webAddress } from "./address.ts";
import { nameOf, openLink } from "./open-link.ts";
import type { Session } from "./session.ts";

/** The pictures that come with the page, by the names they have in the catalogue of words. */
const SAMPLES: Readonly<Record<string, string>> = {
  face: "astronaut-face.png",
  astronaut: "astronaut.png",
  cat: "chelsea.png",
  coffee: "coffee.png",
};

/** Without a folder of samples only what the address names. Settings of a model's layers and classes hold for that model alone. */
export async function begin(session: Session, folder: URL | undefined, address: Address): Promise<void> {
  if (folder)
    for (const [name, file] of Object.entries(SAMPLES)) {
      const { href } = new URL(file, folder);
      session.addImage({ name, source: href, thumbnail: href });
    }
  if (address.model) await session.openModel(address.model, nameOf(address.model));
  if (!session.model && folder) await session.openModel(new URL("emotion.json", folder), "emotion");
  if (!session.model) return;
  session.set(fitting(address.settings, session.model));
  const link = webAddress(address.image);
  if (link) await openLink(session, link);
  const known = session.images.findIndex(({ name }) => name === address.image);
  if (session.current < 0 && session.images.length > 0) void session.show(Math.max(0, known));
}

/** How the image that is shown is called in the address. Nothing for the first, and for files. */
export function imageInAddress({ images, current }: Session): string | undefined {
  const image = images[current];
  if (current <= 0 || typeof image?.source !== "string") return undefined;
  return image.name in SAMPLES ? image.name : image.source;
}
