/** @file The runs of the page: of each view the latest. */

import type { ReactiveControllerHost } from "lit";
import type { ConfusionResult } from "../../data/confusion-options.ts";
import type { ActivationsResult } from "../../explainers/activations-options.ts";
import type { AscentResult } from "../../explainers/ascent-options.ts";
import type { LimeResult } from "../../explainers/lime-options.ts";
import type { SaliencyResult } from "../../explainers/saliency-options.ts";
import type { CompareResult } from "../../saved/compare.ts";
import { compare } from "../elements/compare-run.ts";
import { ascentOptions } from "../elements/layers.ts";
import { Run, withKnownSegments } from "../elements/run.ts";
import { limeOptions } from "../elements/settings-value.ts";
import { averageOptions, selectionOf } from "./means-asks.ts";
import { MeansRun } from "./means-run.ts";
import { baselineImage, saliencyOptions } from "./saliency-asks.ts";
import type { Session } from "./session.ts";
import type { RunView, View } from "./views.ts";

export class Runs {
  readonly lime: Run<LimeResult>;
  readonly saliency: Run<SaliencyResult>;
  readonly compare: Run<CompareResult>;
  readonly filters: Run<AscentResult>;
  readonly maps: Run<ActivationsResult>;
  readonly confusion: Run<ConfusionResult>;
  readonly means: MeansRun;

  constructor(host: ReactiveControllerHost) {
    this.lime = new Run(host, withKnownSegments);
    this.saliency = new Run(host);
    this.compare = new Run(host);
    this.filters = new Run(host);
    this.maps = new Run(host);
    this.confusion = new Run(host);
    this.means = new MeansRun(host);
  }

  /** Runs a view with what is open and set. There is an engine and a model; and a prediction or a data set where the view needs one. */
  start(
    view: RunView,
    { engine, model, images, picture, prediction, classIndex, settings, data }: Session,
  ): Promise<void> {
    if (!engine || !model) throw new Error("unreachable: nothing to run");
    if (view === "filters")
      return this.filters.follow((signal) =>
        engine.ascent(model, { ...ascentOptions(settings, model), signal }),
      );
    if (view === "confusion" || view === "means") {
      const { set } = data;
      if (!set) throw new Error("unreachable: no data set");
      if (view === "means") return this.means.start(engine, model, data, averageOptions(settings, set));
      const selection = selectionOf(settings.data, set);
      return this.confusion.follow((signal) => engine.confusion(model, set, { ...selection, signal }));
    }
    if (!picture || !prediction || classIndex === undefined)
      throw new Error("unreachable: no picture to explain");
    if (view === "saliency")
      return this.saliency.follow(async function* (signal) {
        const image = baselineImage(settings);
        const given = image === undefined ? undefined : await engine.decode(images[image].source, model);
        yield* engine.saliency(model, picture, { ...saliencyOptions(settings, classIndex, given), signal });
      });
    if (view === "maps")
      return this.maps.follow((signal) =>
        engine.activations(model, picture, {
          ...(settings.maps.layer ? { layer: settings.maps.layer } : {}),
          signal,
        }),
      );
    if (view === "compare") {
      const { methods } = settings.compare;
      const lime = limeOptions(
        { ...settings, method: "lime", preset: "limelight" },
        prediction.probabilities,
      );
      return this.compare.follow((signal) =>
        compare(engine, model, picture, { methods, classIndex, lime }, signal),
      );
    }
    const { segmentation: chosen } = settings;
    // superpixels drawn on another picture are none of this one
    const isStale = chosen?.algorithm === "labels" && chosen.labels.length !== picture.height * picture.width;
    const options = limeOptions(
      isStale ? { ...settings, segmentation: undefined } : settings,
      prediction.probabilities,
    );
    return this.lime.follow((signal) => engine.lime(model, picture, { ...options, signal }));
  }

  /** A view has a result, but none about this class. */
  isAboutOthers(view: View, classIndex: number): boolean {
    const { lime, saliency, compare } = this;
    if (view === "lime") return lime.latest !== undefined && !lime.latest.explanations[classIndex];
    if (view === "saliency")
      return saliency.latest !== undefined && !saliency.latest.attributions[classIndex];
    return view === "compare" && compare.latest !== undefined && compare.latest.classIndex !== classIndex;
  }

  /** Stops every run and forgets its result. */
  clear(): void {
    this.clearPicture();
    this.filters.clear();
    this.clearData();
  }

  /** The same for what is about a data set. */
  clearData(): void {
    this.confusion.clear();
    this.means.clear();
  }

  /** The same for what is about a picture. */
  clearPicture(): void {
    this.lime.clear();
    this.saliency.clear();
    this.compare.clear();
    this.maps.clear();
  }
}
