import { html, nothing } from "lit";
import type { LimeOptions, LimeResult } from "../../explainers/lime-options.ts";
import type { SegmentationOptions } from "../../explainers/segmentation/segmentation.ts";
import { parseSegmentation } from "../../explainers/segmentation/segmentation-text.ts";
import type { Saved } from "../../saved/read.ts";
import { type Look, readLook, usualLook } from "../drawing/tint.ts";
import { limeSaves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import { given, numberList } from "./attributes.ts";
import type { LimelightEvents } from "./events.ts";
import { type Asked, Explainer } from "./explainer.ts";
import { explainerStyles } from "./explainer-styles.ts";
import { findingOf, samplesOf, titleOf } from "./finding.ts";
import { head } from "./head.ts";
import { limeView } from "./lime-view.ts";
import { withKnownSegments } from "./run.ts";
import { byProbability } from "./settings-value.ts";
import { stageStyles } from "./stage-styles.ts";
import { base, buttons } from "./styles.ts";
import { WhatIf } from "./what-if.ts";

/**
 * LIME or KernelSHAP of a picture: which superpixels raise or lower each class. Given `model` and `src` it explains by itself;
 * given a saved `result`, and `picture` or `src`, it shows that.
 *
 * @slot poster - Shown until there is something to see.
 * @slot progress - Shown while the first result is awaited.
 * @fires limelight-select - A class was chosen to be explained.
 * @fires limelight-point - A superpixel is pointed at, or none any more.
 */
export class LimelightLime extends Explainer<LimeResult> {
  static override properties = {
    method: {},
    preset: {},
    samples: { type: Number },
    seed: { type: Number },
    segmentation: {},
    hideColor: { attribute: "hide-color", converter: hideColour },
    top: { type: Number },
    labels: { converter: numberList },
    target: {},
    look: { attribute: false },
    _pointed: { state: true },
  };

  static override styles = [base, buttons, stageStyles, explainerStyles];

  /** Default: "lime". */
  declare method: LimeOptions["method"];
  /** Default: "limelight". */
  declare preset: LimeOptions["preset"];
  /** Perturbed pictures. Default: 1000. */
  declare samples: number | undefined;
  /** Default: 0. */
  declare seed: number | undefined;
  /** Its options, or as the terminal takes it: "slic:n_segments=50". */
  declare segmentation: string | SegmentationOptions | undefined;
  /** What a hidden superpixel shows. Default: "mean". */
  declare hideColor: LimeOptions["hideColor"];
  /** How many of the most probable classes are explained. Default: 5. */
  declare top: number | undefined;
  /** Class indices to explain instead. */
  declare labels: readonly number[] | undefined;
  /** Name or index of the class that is shown. Default: the most probable that is explained. */
  declare target: string | number | undefined;
  /** How the superpixels are tinted: sign, how many, how strongly. */
  declare look: Look;
  declare private _pointed: number | undefined;

  protected override readonly kind = "lime";
  protected override readonly asksAnew = [
    "method",
    "preset",
    "samples",
    "seed",
    "segmentation",
    "hideColor",
    "top",
    "labels",
  ];
  readonly #locale = new Locale(this);
  readonly #whatIf = new WhatIf(this);

  constructor() {
    super();
    this.look = usualLook;
  }

  protected override async *ask({ engine, model, signal }: Asked): AsyncGenerator<LimeResult, void> {
    let before: LimeResult | undefined;
    for await (const result of engine.lime(model, this.picture!, { ...this.#options(), signal }))
      yield (before = withKnownSegments(result, before));
  }

  protected override restored({ classIndex, look }: Saved): void {
    if (this.target === undefined && classIndex !== undefined) this.target = classIndex;
    this.look = readLook(look) ?? this.look;
  }

  #options(): LimeOptions {
    const { method, preset, samples, seed, hideColor, top, labels, segmentation } = this;
    const parts = typeof segmentation === "string" ? parseSegmentation(segmentation) : segmentation;
    return given({ method, preset, samples, seed, hideColor, top, labels, segmentation: parts });
  }

  /** The class that is shown, of those the result explains. */
  get #classIndex(): number | undefined {
    const { result, target } = this;
    if (!result) return undefined;
    const asked = typeof target === "string" ? result.classes.indexOf(target) : (target ?? -1);
    const index = asked < 0 ? Number(target ?? Number.NaN) : asked;
    if (result.explanations[index]) return index;
    return byProbability(result.prediction).find((likely) => result.explanations[likely]);
  }

  protected override render() {
    const { words } = this.#locale;
    const { result, picture, look, _pointed: pointed } = this;
    const classIndex = this.#classIndex;
    const explanation = classIndex === undefined ? undefined : result?.explanations[classIndex];
    const state = this.run.latest === result ? this.run.latestState : "done";
    const finding =
      result && explanation && findingOf(words, result.classes[classIndex!], explanation, result, state);
    return html`
      ${this.poster(words)}
      ${finding ? head(titleOf(finding), finding.trust, result.warnings) : nothing}
      <div
        @limelight-select=${({ detail }: From<"limelight-select">) => this.#select(detail)}
        @limelight-point=${({ detail }: From<"limelight-point">) => (this._pointed = detail.segment)}
        @limelight-toggle=${({ detail }: From<"limelight-toggle">) => this.#toggle(detail.segment)}
        @limelight-segments=${({ detail }: From<"limelight-segments">) => (this.segmentation = detail.segments)}
        @limelight-look=${({ detail }: From<"limelight-look">) => (this.look = detail.look)}
      >
        ${limeView(words, {
          ...{ picture, segments: result?.segments, explanation, classIndex, classes: result?.classes ?? [] },
          ...{ probabilities: result?.prediction, look, pointed, moving: state === "running" },
          whatIf: this.#whatIf,
          editable: this.explains,
        })}
      </div>
      ${this.foot(words, "LIME", result?.stats.samples ?? 0, result ? samplesOf(result) : 1, this.#saves())}
    `;
  }

  /** Hides a superpixel, or shows it again: needs a model to ask. */
  #toggle(segment: number | undefined): void {
    const { result, picture, hideColor: color } = this;
    if (segment === undefined) this.#whatIf.clear();
    if (segment === undefined || !this.explains || !result || !picture) return;
    const ask = async (hidden: readonly number[]) => {
      const { engine, model } = await this.opened();
      const hide = { segments: result.segments, hidden, ...(color === undefined ? {} : { color }) };
      return (await engine.predict(model, picture, { hide })).probabilities;
    };
    void this.attempt(this.#whatIf.toggle(segment, ask));
  }

  #select(detail: LimelightEvents["limelight-select"]): void {
    if (!("classIndex" in detail) || !this.result) return;
    this.target = detail.classIndex;
    if (this.explains && !this.result.explanations[detail.classIndex])
      this.labels = [...Object.keys(this.result.explanations).map(Number), detail.classIndex];
  }

  #saves() {
    const { result, picture, look } = this;
    const classIndex = this.#classIndex;
    if (!result || !picture || classIndex === undefined) return undefined;
    const shown = { result, picture, classIndex, explanation: result.explanations[classIndex], look };
    return limeSaves(this.#locale.words, shown);
  }
}

type From<Name extends keyof LimelightEvents> = CustomEvent<LimelightEvents[Name]>;

/** "mean", "blur" or a number. */
function hideColour(text: string | null): LimeOptions["hideColor"] {
  if (text === null) return undefined;
  return text === "mean" || text === "blur" ? text : Number(text);
}
