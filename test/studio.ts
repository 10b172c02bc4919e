/** @file The whole page for a test, removed after it, and how its parts are reached. */

import { afterEach } from "vitest";
import "../src/ui/define.ts";
import type { LimelightStudio } from "../src/ui/studio/studio.ts";
import type { Engine } from "../src/workers/protocol.ts";

/** The one that was opened last. */
export let studio: LimelightStudio;

afterEach(() => studio.remove());

/** The page with this engine. Its sample is asked for from nowhere: the engine answers whatever the address. */
export async function open(
  engine: Engine,
  given: Partial<LimelightStudio> = { sample: "sample/" },
): Promise<void> {
  studio = Object.assign(document.createElement("limelight-studio"), { engine, ...given });
  document.body.append(studio);
  await studio.updateComplete;
}

export const part = (tag: string) => studio.renderRoot.querySelector<HTMLElement>(tag)!;
export const title = () => part("h1").innerText;
export const inside = (tag: string, selector: string) =>
  part(tag).shadowRoot!.querySelector<HTMLElement>(selector);
export const press = (key: string, target: EventTarget = document) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
