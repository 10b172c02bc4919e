/** @file Every event of the elements, and what it carries. All bubble, and leave shadow trees. */

import type { ModelOptions } from "../models/model.ts";
import type { Settings } from "./settings-value.ts";
import type { Look } from "./tint.ts";

export interface LimelightEvents {
  /** Files were dropped, pasted or picked. The files of `model` belong together. */
  "limelight-files": { readonly model: readonly File[]; readonly images: readonly File[] };
  /** The dialog for files should open. Answered by the `limelight-drop` around the sender. */
  "limelight-pick": { readonly kind: "model" | "image" | "any" };
  /** An image of the list was chosen. */
  "limelight-open": { readonly index: number };
  /** A class was chosen to be explained. */
  "limelight-select": { readonly classIndex: number };
  /** A superpixel is pointed at, by mouse, touch or keyboard; or none any more. */
  "limelight-point": { readonly segment: number | undefined };
  /** How an explanation is drawn should change. */
  "limelight-look": { readonly look: Look };
  /** What the next run computes should change. */
  "limelight-settings": { readonly settings: Settings };
  /** The model should read pictures in another way, or has other class names. */
  "limelight-configure": { readonly options: ModelOptions };
  "limelight-run": undefined;
  "limelight-cancel": undefined;
  "limelight-save": { readonly format: "png" | "json" };
}

/** Sends an event from an element. */
export function emit<Name extends keyof LimelightEvents>(
  from: EventTarget,
  name: Name,
  ...[detail]: LimelightEvents[Name] extends undefined ? [] : [detail: LimelightEvents[Name]]
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

type ByName = { [Name in keyof LimelightEvents]: CustomEvent<LimelightEvents[Name]> };

declare global {
  interface HTMLElementEventMap extends ByName {}
}
