/** @file What is open at the start: a bundled model and the bundled pictures, or what the address names instead. */

import type { Settings } from "../elements/settings-value.ts";
import { preferredLanguage } from "../strings/locale.ts";
import { type Address, fitting, webAddress } from "./address.ts";
import { Bundle, isBundledPicture } from "./bundled.ts";
import { nameOf, openLink } from "./open-link.ts";
import type { Session } from "./session.ts";

/** Without a folder of samples only what the address names. Settings of a model's layers and classes hold for that model alone. */
export async function begin(session: Session, folder: URL | undefined, address: Address): Promise<void> {
  const bundle = (session.bundle = folder && new Bundle(folder, session));
  bundle?.addPictures();
  if (address.model) await session.openModel(address.model, nameOf(address.model));
  if (!session.model && bundle) await session.openModel(bundle.addressOf("faces"), "faces");
  if (!session.model) return;
  session.set(fitting(withModelOf(address.settings, session.settings), session.model));
  const link = webAddress(address.image);
  if (link) await openLink(session, link);
  const known = session.images.findIndex(({ name }) => name === address.image);
  if (session.current < 0 && session.images.length > 0) void session.show(Math.max(0, known));
}

/** Settings, which may have been changed meanwhile, with what the address said of the model: opening it took that away. */
function withModelOf({ classIndex, saliency, filters, maps }: Settings, now: Settings): Settings {
  return {
    ...now,
    ...{ classIndex, maps },
    saliency: { ...now.saliency, layer: saliency.layer },
    filters: { ...now.filters, layer: filters.layer, first: filters.first },
  };
}

/** How the image that is shown is called in the address. Nothing for the first, and for files. */
function imageOf({ images, current }: Session): string | undefined {
  const image = images[current];
  if (current <= 0 || typeof image?.source !== "string") return undefined;
  return isBundledPicture(image.name) ? image.name : image.source;
}

/** The state of the page as its address has it. */
export function addressOf(session: Session, language: string, theme: "system" | "light" | "dark"): Address {
  const { view, settings, opened, bundle } = session;
  return {
    ...{ view, settings, image: imageOf(session) },
    model: bundle?.model === "faces" ? undefined : opened.url,
    language: (["en", "zh-Hant"] as const).find((one) => one === language && one !== preferredLanguage()),
    theme: theme === "system" ? undefined : theme,
  };
}
