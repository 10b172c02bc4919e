/**
 * @file Every word of the page, in each language it speaks. Names of classes, models and files are data and stay.
 *
 * Sentences that set a name apart take it as `name`, once; see `finding.ts`.
 */

import type { ErrorCode } from "../../errors.ts";
import type { FallbackCause } from "../../workers/protocol.ts";
import type { BundledModel, BundledPicture } from "../studio/bundled.ts";
import type { ConfusionWords } from "./strings-confusion.ts";
import type { CurvesWords } from "./strings-curves.ts";
import { english } from "./strings-en.ts";
import type { MeansWords } from "./strings-means.ts";
import type { ModelWords } from "./strings-model.ts";
import type { StudioWords } from "./strings-studio.ts";
import type { ViewWords } from "./strings-views.ts";
import { traditionalChinese } from "./strings-zh-hant.ts";

export type Language = "en" | "zh-Hant";
export type Place =
  | "top-left"
  | "top"
  | "top-right"
  | "left"
  | "middle"
  | "right"
  | "bottom-left"
  | "bottom"
  | "bottom-right"; // prettier-ignore

export interface Words extends ViewWords, ModelWords, ConfusionWords, MeansWords, CurvesWords, StudioWords {
  readonly language: string;
  readonly otherLanguage: string;
  readonly theme: string;
  readonly themes: Readonly<Record<"system" | "light" | "dark", string>>;

  readonly drop: string;
  readonly dropHere: string;
  readonly formats: string;
  readonly choose: string;
  readonly orPaste: string;
  readonly nothingLeaves: string;
  readonly bringTitle: string;
  readonly bringText: string;

  readonly model: string;
  readonly change: string;
  readonly noModel: string;
  readonly shape: (shape: readonly number[], classes: number) => string;
  readonly parameters: (count: string) => string;
  readonly images: string;
  readonly addImage: string;
  readonly samples: Readonly<Record<BundledPicture, string>>;
  readonly bundledModels: Readonly<Record<BundledModel, string>>;
  readonly bundledText: Readonly<Record<BundledModel, string>>;
  readonly heldOut: string;

  readonly starting: string;
  readonly opening: (name: string) => string;
  readonly predicting: string;
  readonly fallback: Readonly<Record<"wasm" | "cpu" | "webgpu", string>>;
  /** Why no GPU computes. */
  readonly fallbackCauses: Readonly<Record<FallbackCause, string>>;
  readonly turnOn: string;
  readonly turnOnSecure: string;
  readonly turnOnHow: readonly string[];
  readonly backends: Readonly<Record<"webgpu" | "wasm" | "cpu", string>>;

  readonly prediction: string;
  readonly byWeight: string;
  readonly showAll: (count: string) => string;
  readonly showFewer: string;
  readonly superpixelRaises: (segment: number, name: string) => string;
  readonly superpixelLowers: (segment: number, name: string) => string;
  readonly superpixelUnsure: (segment: number, name: string) => string;
  readonly share: (percent: string) => string;
  readonly raises: string;
  readonly lowers: string;
  readonly show: string;
  readonly signs: Readonly<Record<"both" | "raises" | "lowers", string>>;
  readonly strongest: string;
  readonly of: (some: string, all: string) => string;
  readonly tint: string;
  readonly atLeast: string;
  readonly pictureSummary: (name: string, all: number, raising: number, lowering: number) => string;
  readonly pictureOnly: string;

  readonly raisesMost: (name: string, first: string, weight: string) => string;
  readonly raisesTogether: (name: string, first: string, second: string, weight: string) => string;
  readonly lowersMost: (name: string, first: string, weight: string) => string;
  readonly butLowers: (first: string, place: string, weight: string) => string;
  readonly end: string;
  readonly noneSure: (name: string) => string;
  readonly soFar: (name: string, first: string, raising: boolean) => string;
  readonly soFarNothing: (name: string) => string;
  readonly places: Readonly<Record<Place, string>>;
  /** The change of a class where some superpixels are hidden. */
  readonly without: (
    segments: readonly string[],
    name: string,
    change: "falls" | "rises" | "stays",
    before: string,
    after: string,
  ) => string;
  readonly putBack: (count: number) => string;
  readonly toggleHint: string;
  readonly untickToHide: string;
  readonly trust: (sure: string, all: string) => string;
  readonly trustExact: (pictures: string) => string;
  readonly settling: (done: string, all: string) => string;
  readonly stopped: (done: string, all: string) => string;
  readonly score: string;
  readonly scoreMoving: string;
  readonly scoreOneDigit: string;
  readonly scoreText: string;

  readonly settings: string;
  readonly close: string;
  readonly limeMethods: Readonly<Record<"lime" | "kernel-shap", string>>;
  readonly shapleyValues: string;
  readonly preset: string;
  readonly presets: Readonly<Record<"limelight" | "python", string>>;
  readonly explain: string;
  readonly highest: (name: string) => string;
  readonly superpixels: string;
  readonly automatic: string;
  readonly algorithms: Readonly<Record<"slic" | "quickshift" | "felzenszwalb" | "grid", string>>;
  /** By scikit-image's name of the option. */
  readonly segmentation: Readonly<Record<string, string>>;
  readonly hidden: string;
  readonly hiddenAs: Readonly<Record<"mean" | "blur" | "black" | "white", string>>;
  readonly sampleCount: string;
  readonly seed: string;
  readonly input: string;
  readonly range: string;
  readonly channels: string;
  readonly resize: string;
  readonly resizes: Readonly<Record<"stretch" | "crop" | "pad", string>>;
  readonly classNames: string;
  readonly classNamesHint: (count: number) => string;
  readonly run: string;
  readonly runAgain: string;
  readonly running: string;
  readonly cancel: string;
  readonly editSegments: string;
  readonly editHint: string;
  readonly merge: string;
  readonly resetSegments: string;
  readonly explainWithThese: string;
  readonly chosenOf: (chosen: number, all: number, pointed: number | undefined) => string;
  readonly save: string;
  readonly savedOptions: string;
  readonly copyPicture: string;
  readonly copyPython: string;
  readonly copied: string;
  readonly copyInsecure: string;
  readonly copyRefused: (why: string) => string;

  readonly ready: string;
  readonly progress: (done: string, all: string) => string;
  readonly left: (seconds: string) => string;
  readonly seedIs: (seed: number) => string;

  readonly trouble: (name: string, code: ErrorCode | "unknown") => string;
  readonly stillInUse: (name: string) => string;
  readonly chooseAnother: string;
  readonly dismiss: string;
}

export const catalogue: Readonly<Record<Language, Words>> = { en: english, "zh-Hant": traditionalChinese };
