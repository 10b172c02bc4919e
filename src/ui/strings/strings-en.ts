/** @file The page in English. */

import { count, list } from "../drawing/format.ts";
import type { Words } from "./strings.ts";
import { englishConfusion } from "./strings-confusion-en.ts";
import { englishCurves } from "./strings-curves-en.ts";
import { englishMeans } from "./strings-means-en.ts";
import { englishModel } from "./strings-model-en.ts";
import { englishStudio } from "./strings-studio-en.ts";
import { englishViews } from "./strings-views-en.ts";

export const english: Words = {
  ...englishViews,
  ...englishModel,
  ...englishConfusion,
  ...englishMeans,
  ...englishCurves,
  ...englishStudio,

  language: "Language",
  otherLanguage: "中文",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },

  drop: "Drop a picture, or a model, anywhere",
  dropHere: "Drop it to open it",
  formats:
    "PNG, JPEG, WebP, or a .npy array. Keras .h5, ONNX, or TensorFlow.js model.json with its weights. Several at once is fine.",
  choose: "Choose files",
  orPaste: "or paste one",
  nothingLeaves: "Nothing leaves this page",
  bringTitle: "See what an image classifier looks at.",
  bringText: "Bring a model and a picture. Everything runs on this device; nothing is sent anywhere.",

  model: "Model",
  change: "Change",
  noModel: "No model yet",
  shape: (shape, classes) => `${shape.join(" × ")} → ${count(classes)} classes`,
  parameters: (count) => `${count} parameters`,
  images: "Images",
  addImage: "Add an image",
  samples: {
    ...{ drawnHappy: "Happy", drawnAngry: "Angry", drawnSurprise: "Surprise", drawnSad: "Sad" },
    ...{ face: "Face", astronaut: "Astronaut", cat: "Cat", coffee: "Coffee" },
  },
  bundledModels: { faces: "Drawn faces", emotion: "Real faces" },
  bundledText: {
    faces:
      "Trained by this project on faces it draws, so what tells each class is known. It has seen no photo.",
    emotion: "For your own photos: trained by others on FER-2013. It is often wrong about what people feel.",
  },
  heldOut: "The demo's held-out faces",

  starting: "Starting the engine.",
  opening: (name) => `Opening ${name}.`,
  predicting: "Asking the model.",
  fallback: {
    wasm: "Limelight uses WebAssembly: same numbers, slower.",
    cpu: "Limelight uses plain JavaScript: same numbers, much slower.",
    webgpu: "The browser computes it in software: same numbers, slower.",
  },
  fallbackCauses: {
    asked: "As asked for.",
    missing: "No WebGPU here.",
    refused: "WebGPU has no GPU here.",
    software: "WebGPU has no GPU here.",
  },
  turnOn: "What to turn on",
  turnOnSecure: "Open the page by https, or from localhost: elsewhere browsers offer no WebGPU.",
  turnOnHow: [
    "Use Chrome or Edge 113, Safari 26 or Firefox 141 or later; not all of them offer it on every system.",
    "Turn on graphics acceleration in the browser's settings, and start the browser anew.",
    "In Chrome on Linux, turn on chrome://flags/#enable-unsafe-webgpu and #enable-vulkan; chrome://gpu says what is blocked.",
  ],
  backends: { webgpu: "WebGPU", wasm: "WebAssembly", cpu: "JavaScript" },

  prediction: "Prediction",
  byWeight: "Superpixels by weight",
  showAll: (count) => `Show all ${count}`,
  showFewer: "Show fewer",
  superpixelRaises: (segment, name) => `Superpixel ${segment} raises ${name}`,
  superpixelLowers: (segment, name) => `Superpixel ${segment} lowers ${name}`,
  superpixelUnsure: (segment, name) => `Superpixel ${segment}: no sure effect on ${name}`,
  share: (percent) => `${percent} of the picture`,
  raises: "raises",
  lowers: "lowers",
  show: "Show",
  signs: { both: "Both", raises: "Raises", lowers: "Lowers" },
  strongest: "Strongest",
  atLeast: "At least",
  of: (some, all) => `${some} of ${all}`,
  tint: "Tint",
  pictureSummary: (name, all, raising, lowering) =>
    `${all} superpixels: ${raising} raise ${name}, ${lowering} lower it, the rest make no sure difference`,
  pictureOnly: "The picture to explain",

  raisesMost: (name, first, weight) => `Superpixel ${first} raises ${name} by ${weight}`,
  raisesTogether: (name, first, second, weight) =>
    `Superpixels ${first} and ${second} raise ${name} by ${weight} together`,
  lowersMost: (name, first, weight) => `Superpixel ${first} lowers ${name} by ${weight}`,
  butLowers: (first, place, weight) => `; ${first}, ${place}, takes ${weight} away`,
  end: ".",
  noneSure: (name) => `No superpixel moves ${name} beyond its error.`,
  soFar: (name, first, raising) => `So far: ${first} ${raising ? "raises" : "lowers"} ${name} most.`,
  soFarNothing: (name) => `So far nothing moves ${name} for sure.`,
  places: {
    "top-left": "at upper left",
    top: "at the top",
    "top-right": "at upper right",
    left: "at the left",
    middle: "in the middle",
    right: "at the right",
    "bottom-left": "at lower left",
    bottom: "at the bottom",
    "bottom-right": "at lower right",
  },
  without: (segments, name, change, before, after) =>
    `Without superpixel${segments.length > 1 ? "s" : ""} ${list(segments, " and ", ", ")}, ${name} ${
      change === "stays" ? `stays at ${after}` : `${change} from ${before} to ${after}`
    }.`,
  putBack: (count) => (count > 1 ? "Put them back" : "Put it back"),
  toggleHint: "Press to hide",
  untickToHide: "untick to hide",
  trust: (sure, all) =>
    `${sure} of ${all} superpixels differ from zero by more than two standard errors. The rest are left clear.`,
  trustExact: (pictures) =>
    `All ${pictures} ways to hide superpixels were tried, so these weights have no sampling error.`,
  settling: (done, all) =>
    `${done} of ${all} samples. The colours settle as samples arrive; only superpixels beyond two standard errors are tinted.`,
  stopped: (done, all) => `Stopped after ${done} of ${all} samples. What was found until then stays.`,
  score: "R², weighted",
  scoreMoving: "R², still moving",
  scoreOneDigit: "Shown to one digit until the run is done.",
  scoreText:
    "How closely a sum of superpixels follows the model here; 1 is exactly. Below 0.5, read single weights with care.",

  settings: "Settings",
  close: "Close",
  limeMethods: { lime: "LIME", "kernel-shap": "KernelSHAP" },
  shapleyValues:
    "Shapley values. At least four samples for each superpixel, or as many as there are combinations.",
  preset: "Preset",
  presets: { limelight: "Limelight", python: "As in the lime package" },
  explain: "Explain",
  highest: (name) => `${name} (highest)`,
  superpixels: "Superpixels",
  automatic: "As the preset has it",
  algorithms: { slic: "SLIC", quickshift: "Quickshift", felzenszwalb: "Felzenszwalb", grid: "Grid" },
  segmentation: {
    n_segments: "About how many",
    compactness: "Compactness",
    sigma: "Blur beforehand",
    kernel_size: "Kernel size",
    max_dist: "Longest link",
    ratio: "Weight of colour",
    scale: "Scale",
    min_size: "Fewest pixels",
    rows: "Rows",
    columns: "Columns",
  },
  hidden: "A hidden part becomes",
  hiddenAs: { mean: "Its mean colour", blur: "Blurred", black: "Black", white: "White" },
  sampleCount: "Samples",
  seed: "Seed",
  input: "What the model is given",
  range: "Black … white",
  channels: "Channels",
  resize: "Other shapes are",
  resizes: { stretch: "Stretched", crop: "Cut to the middle", pad: "Given black borders" },
  classNames: "Class names",
  classNamesHint: (count) => `${count} names, one on each line`,
  run: "Run",
  runAgain: "Run again",
  running: "Running",
  cancel: "Cancel",
  editSegments: "Change superpixels by hand",
  editHint: "Click superpixels to choose them, or draw around a region. Arrow keys and Space do the same.",
  merge: "Merge",
  resetSegments: "Reset",
  explainWithThese: "Explain with these",
  chosenOf: (chosen, all, pointed) =>
    `${chosen} of ${all} superpixels chosen${pointed === undefined ? "" : `; at ${pointed}`}`,
  save: "Save",
  savedOptions: "How it was made",
  copyPicture: "Copy picture",
  copyPython: "Copy as Python",
  copied: "Copied.",
  copyInsecure: "pages that are not served over https may not copy",
  copyRefused: (why) => `Not copied: ${why}. Save it as a file instead.`,

  ready: "Ready",
  progress: (done, all) => `${done} of ${all}`,
  left: (seconds) => `${seconds} s left`,
  seedIs: (seed) => `seed ${seed}`,

  trouble(name, code) {
    switch (code) {
      case "bad-model":
        return `${name} cannot be read as a model`;
      case "unsupported-layer":
        return `${name} uses a layer Limelight does not know`;
      case "not-a-classifier":
        return `${name} is no image classifier`;
      case "bad-image":
        return `${name} cannot be read as a picture`;
      case "no-gradient":
        return "The score has no gradient here";
      case "bad-option":
        return "A setting is out of its range";
      case "shape":
        return `${name} has sizes that do not fit together`;
      case "out-of-memory":
        return "There is not enough memory for this";
      case "device":
        return "The engine cannot compute";
      default:
        return `${name || "Something"} could not be finished`;
    }
  },
  stillInUse: (name) => `The model in use is still ${name}.`,
  chooseAnother: "Choose another file",
  dismiss: "Dismiss",
};
