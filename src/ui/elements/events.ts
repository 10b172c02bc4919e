/** @file Every event of the elements, and what it carries. All bubble, and leave shadow trees. */

import type { ErrorCode } from "../../errors.ts";
import type { GivenLabels } from "../../explainers/segmentation/segmentation.ts";
import type { Picture } from "../../images/picture.ts";
import type { ModelOptions } from "../../models/model.ts";
import type { HeatLook } from "../drawing/heat.ts";
import type { Look } from "../drawing/tint.ts";
import type { BundledModel } from "../studio/bundled.ts";
import type { DroppedFiles } from "../studio/dropped-files.ts";
import type { View } from "../studio/views.ts";
import type { Settings } from "./settings-value.ts";

export interface LimelightEvents {
  /** Files were dropped, pasted or picked. The files of `model` belong together. */
  "limelight-files": DroppedFiles;
  /** The dialog for files should open. Answered by the `limelight-drop` around the sender. */
  "limelight-pick": { readonly kind: "model" | "image" | "data" | "folder" | "history" | "any" };
  /** Something that comes with the page should be opened: a model, or the faces held out. */
  "limelight-bundled": { readonly open: BundledModel | "held-out" };
  /** A model or picture should be fetched from this address; without one, it should be asked for. */
  "limelight-link": { readonly url: string | undefined };
  /** A picture should be taken by the webcam. */
  "limelight-webcam": undefined;
  /** This part of the chosen picture should be explained; without one, it should be asked for. */
  "limelight-crop": { readonly picture: Picture | undefined };
  /** Downloads of models that the browser keeps should be deleted. */
  "limelight-forget": undefined;
  /** An image of the list was chosen. */
  "limelight-open": { readonly index: number };
  /** A class was chosen to be explained; or of a gallery a filter, or a channel. */
  "limelight-select":
    | { readonly classIndex: number }
    | { readonly filter: number }
    | { readonly channel: number };
  /** A cell of a confusion matrix was chosen, by the indices of its classes. */
  "limelight-cell": { readonly actual: number; readonly predicted: number };
  /** A mean map was chosen: of a cell of the confusion matrix, or without `predicted` of a whole class. */
  "limelight-mean": { readonly actual: number; readonly predicted: number | undefined };
  /** A picture of a data set should be explained, by its number. */
  "limelight-sample": { readonly sample: number };
  /** A layer was chosen, by its name. */
  "limelight-layer": { readonly layer: string };
  /** A superpixel is pointed at, by mouse, touch or keyboard; or none any more. */
  "limelight-point": { readonly segment: number | undefined };
  /** A superpixel should be hidden, or shown again; without one, all are shown again. */
  "limelight-toggle": { readonly segment: number | undefined };
  /** Superpixels were changed by hand, and should be explained; or, without any, computed ones again. */
  "limelight-segments": { readonly segments: GivenLabels | undefined };
  /** How an explanation is drawn should change. */
  "limelight-look": { readonly look: Look };
  /** A heat map is looked at in another way. */
  "limelight-heat-look": { readonly look: HeatLook };
  /** Another view was chosen. */
  "limelight-view": { readonly view: View };
  /** What the next run computes should change. */
  "limelight-settings": { readonly settings: Settings };
  /** The model should read pictures in another way, or has other class names. */
  "limelight-configure": { readonly options: ModelOptions };
  /** An element that explains by itself has a better result, or its last. As `toJson` writes it, it is the terminal's JSON. */
  "limelight-progress": object;
  "limelight-result": object;
  /** An element could not explain. The message says what was wrong, and what helps. */
  "limelight-error": { readonly code: ErrorCode; readonly message: string };
  "limelight-run": undefined;
  "limelight-cancel": undefined;
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
