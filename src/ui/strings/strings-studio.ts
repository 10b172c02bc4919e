/** @file The words of the page around the views: keys, undo, earlier runs, and ways to open something. */

import type { Gone, Note } from "../studio/open-saved.ts";

export interface StudioWords {
  readonly undo: string;
  readonly newVersion: string;
  readonly showNewVersion: string;
  readonly pastResults: string;
  readonly pastHint: string;
  readonly pastPick: (name: string) => string;
  readonly pastRemove: (name: string) => string;
  readonly pastRemoveAll: string;
  readonly pastCompare: string;
  readonly pastSame: string;
  readonly pastStopped: string;
  /** What an earlier result is of, where that is not what is open. */
  readonly pastOf: Readonly<Record<Gone, string>>;
  /** What stands in place of the view's own result. */
  readonly shownInstead: Readonly<Record<"file" | "past" | "compared", string>>;
  readonly shownNotes: Readonly<Record<Note, string>>;
  readonly fromLink: string;
  readonly linkLabel: string;
  readonly linkHint: string;
  readonly openLink: string;
  readonly webcam: string;
  readonly crop: string;
  readonly cropTitle: string;
  readonly cropFrame: string;
  readonly cropHint: string;
  /** In pixels. */
  readonly cropAt: (width: number, height: number, left: number, top: number) => string;
  readonly croppedName: (name: string) => string;
  readonly keysTitle: string;
  readonly keysAnywhere: string;
  readonly keysPicture: string;
  readonly keysGallery: string;
  readonly keysCrop: string;
  readonly keyNames: Readonly<
    Record<
      | "sheet"
      | "view"
      | "open"
      | "paste"
      | "run"
      | "stop"
      | "past"
      | "undo"
      | "redo"
      | "theme"
      | "nextSuperpixel"
      | "hide"
      | "move"
      | "choose"
      | "ends"
      | "far"
      | "resize",
      string
    >
  >;
}
