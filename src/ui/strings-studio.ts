/** @file The words of the page around the views: keys, undo, earlier runs, and ways to open something. */

export interface StudioWords {
  readonly undo: string;
  readonly fromLink: string;
  readonly linkLabel: string;
  readonly linkHint: string;
  readonly openLink: string;
  readonly webcam: string;
  readonly keysTitle: string;
  readonly keysAnywhere: string;
  readonly keysPicture: string;
  readonly keysGallery: string;
  readonly keyNames: Readonly<
    Record<
      | "sheet"
      | "view"
      | "open"
      | "paste"
      | "run"
      | "stop"
      | "undo"
      | "redo"
      | "theme"
      | "nextSuperpixel"
      | "hide"
      | "move"
      | "choose"
      | "ends",
      string
    >
  >;
}
