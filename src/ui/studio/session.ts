/** @file The state behind the page, without its looks: what is looked at and set, and what runs on what is open. */

import type { ReactiveControllerHost } from "lit";
import type { ModelOptions } from "../../models/model.ts";
import type { ModelSource } from "../../workers/protocol.ts";
import { byProbability, forAnotherModel, type Settings, usualSettings } from "../elements/settings-value.ts";
import { WhatIf } from "../elements/what-if.ts";
import { fitting } from "./address.ts";
import { averageOptions, selectedCount } from "./means-asks.ts";
import { PastRuns } from "./past-runs.ts";
import { Runs } from "./runs.ts";
import { Undo } from "./undo.ts";
import { isLong, isOfData, isOfPicture, isRun, type View } from "./views.ts";
import { Workspace } from "./workspace.ts";

export class Session extends Workspace {
  settings: Settings = usualSettings;
  view: View = "lime";
  readonly runs: Runs;
  readonly whatIf: WhatIf;
  readonly past: PastRuns;
  readonly undo = new Undo<Settings>();

  constructor(host: ReactiveControllerHost & Element) {
    super(host);
    this.runs = new Runs(host);
    this.whatIf = new WhatIf(host);
    this.past = new PastRuns(host);
  }

  /** Opens another model in place of the one in use, which stays if that fails. */
  async openModel(source: ModelSource, name: string): Promise<void> {
    this.opening = name;
    this.wait("model");
    await this.troubles.keep(name, async () => {
      await this.opened.open(this.engine!, source);
      this.runs.clear();
      this.pictures.forgetPrediction();
      this.set(forAnotherModel(this.settings));
    });
    this.wait(undefined);
    await this.#place();
  }

  /** Has the model read pictures in another way. */
  async configure(overrides: ModelOptions): Promise<void> {
    this.troubles.clear();
    const done = await this.troubles.keep(this.model!.name, async () => {
      await this.opened.configure(this.engine!, overrides);
      this.runs.filters.clear();
      this.runs.clearData();
    });
    if (done && this.current >= 0) await this.show(this.current);
  }

  /** Shows an image, predicts it and explains that, unless the view is of the model alone. */
  async show(index: number): Promise<void> {
    const { engine, model, pictures } = this;
    this.saved.close();
    if (!engine || !model) return pictures.choose(index);
    this.runs.clearPicture();
    this.whatIf.clear();
    let isShown = false;
    await this.troubles.keep(this.images[index].name, async () => {
      isShown = await pictures.show(index, engine, model);
    });
    if (isShown) await this.#explainAtOnce();
  }

  /** Changes what is looked at. What needs no long run is found at once. */
  async look(view: View): Promise<void> {
    this.saved.close();
    this.turnTo(view);
    await this.#place();
    if (this.canExplain && (this.run?.state === "idle" || this.isBehind)) await this.#explainAtOnce();
  }

  /** Changes what is looked at, and nothing else. */
  turnTo(view: View): void {
    this.view = view;
    this.host.requestUpdate();
  }

  /** There is a result, but not about the class that is shown. */
  get isBehind(): boolean {
    const { classIndex, runs, view } = this;
    return classIndex !== undefined && runs.isAboutOthers(view, classIndex);
  }

  /** The run of the view. Nothing where it shows what is there already. */
  get run() {
    return isRun(this.view) ? this.runs[this.view] : undefined;
  }

  /** The class that is shown: the one chosen, else the most probable. */
  get classIndex(): number | undefined {
    const { settings, prediction } = this;
    return prediction ? (settings.classIndex ?? byProbability(prediction.probabilities)[0]) : undefined;
  }

  /** Whether a run would go on where it was stopped. */
  get canGoOn(): boolean {
    const { view, runs, settings, data } = this;
    return (
      view === "means" && data.set !== undefined && runs.means.canGoOn(averageOptions(settings, data.set))
    );
  }

  get canExplain(): boolean {
    if (!this.engine || !this.model) return false;
    if (!isRun(this.view)) return false;
    const { set } = this.data;
    if (isOfData(this.view)) return set?.done === true && selectedCount(this.settings.data, set) > 0;
    return !isOfPicture(this.view) || this.prediction !== undefined;
  }

  /** Runs the view with the settings there are now. */
  async explain(): Promise<void> {
    const { view } = this;
    this.saved.close();
    if (!this.canExplain || !isRun(view)) return;
    if (view === "lime") this.whatIf.clear(); // it may have other superpixels
    const picture = this.images[this.current]?.name ?? "";
    const name = isOfPicture(view) ? picture : (isOfData(view) ? this.data.set! : this.model!).name;
    this.past.keepNext(view, this);
    await this.troubles.keep(name, () => this.runs.start(view, this));
  }

  /** Runs from the beginning what would go on. */
  async startOver(): Promise<void> {
    this.runs.means.clear();
    await this.explain();
  }

  /** Predicts the picture with one superpixel more hidden, or shown again; without one, with none hidden. */
  async toggle(segment: number | undefined): Promise<void> {
    if (segment === undefined) return this.whatIf.clear();
    const { engine, model, picture, runs, settings } = this;
    const segments = runs.lime.latest?.segments;
    if (!engine || !model || !picture || !segments) return;
    const { hideColor: color } = settings;
    await this.troubles.keep(model.name, () =>
      this.whatIf.toggle(segment, async (hidden) => {
        const hide = { segments, hidden, color };
        return (await engine.predict(model, picture, { hide })).probabilities;
      }),
    );
  }

  /** What a view shows without a run: the model's plot, the curves of the bundled model's training. */
  async #place(): Promise<void> {
    const { engine, model, view } = this;
    if (view === "curves") await this.bundle?.showTraining();
    if (view === "model" && engine && model)
      await this.troubles.keep(model.name, async () => {
        await Promise.all([this.opened.place(engine), this.opened.countKept(engine)]);
      });
  }

  /** Deletes what the browser keeps of downloads. */
  async forgetKept(): Promise<void> {
    const { engine } = this;
    if (engine) await this.troubles.keep("", () => this.opened.forgetKept(engine));
  }

  async #explainAtOnce(): Promise<void> {
    if (!isLong(this.view)) await this.explain();
  }

  set(settings: Settings): void {
    this.settings = settings;
    this.host.requestUpdate();
  }

  /** Changes what is set. Only a class that the result has no explanation of needs another run at once; all else waits for one. */
  change(settings: Settings): void {
    this.undo.keep(this.settings);
    this.#take(settings);
  }

  /** Goes back to what was set before, or forth again. */
  back(way: "undo" | "redo"): void {
    const settings = this.undo[way](this.settings);
    if (settings) this.#take(settings);
  }

  /** Goes to a view and settings from elsewhere, which no undo takes back. */
  go(view: View, settings: Settings): void {
    this.#take(settings);
    void this.look(view);
  }

  #take(settings: Settings): void {
    const isNew = settings.classIndex !== this.settings.classIndex;
    this.set(this.model ? fitting(settings, this.model) : settings);
    if (isNew && this.isBehind) void this.explain();
  }

  protected override close(): void {
    this.runs.clear();
    this.past.clear();
    super.close();
  }
}
