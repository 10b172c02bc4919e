/** @file The words of the page around the views in English. */

import type { StudioWords } from "./strings-studio.ts";

export const englishStudio: StudioWords = {
  undo: "Undo",
  fromLink: "From a link",
  linkLabel: "Address of a picture or a model",
  linkHint:
    "This page fetches it and sends nothing but the request. The server must allow other origins (CORS). A copied address can also be pasted anywhere.",
  openLink: "Open",
  webcam: "Webcam",
  keysTitle: "Keyboard",
  keysAnywhere: "Anywhere",
  keysPicture: "On the picture",
  keysGallery: "In a gallery or matrix",
  keyNames: {
    sheet: "this sheet",
    view: "go to a view",
    open: "open files",
    paste: "open what was copied",
    run: "run, or run again",
    stop: "cancel, close",
    undo: "undo a setting",
    redo: "set it again",
    theme: "light or dark",
    nextSuperpixel: "next superpixel, by weight",
    hide: "hide it, or put it back",
    move: "move",
    choose: "choose",
    ends: "first, last",
  },
};
