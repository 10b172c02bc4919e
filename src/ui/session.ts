/** @file What is open and what runs: the state behind the page, without its looks. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Picture } from "../images/picture.ts";
import type { ModelOptions } from "../models/model.ts";
import { createEngine } from "../workers/engine-client.ts";
import type {
  Engine,
  EngineOptions,
  EngineStatus,
  ModelInfo,
  ModelSource,
  Prediction,
} from "../workers/protocol.ts";
import type { Bundle } from "./bundled.ts";
import type { DroppedFiles } from "./dropped-files.ts";
import { type CellPicture, OpenData } from "./open-data.ts";
import { OpenHistories } from "./open-histories.ts";
import { OpenModel } from "./open-model.ts";
import { OpenSaved } from "./open-saved.ts";
import { Runs } from "./runs.ts";
import { byProbability, forAnotherModel, type Settings, usualSettings } from "./settings-value.ts";
import type { OpenImage } from "./sources.ts";
import { thumbnailOf } from "./thumbnail.ts";
import { Troubles } from "./troubles.ts";
import { isLong, isOfPicture, isRun, type View } from "./views.ts";
import { WhatIf } from "./what-if.ts";

export class Session implements ReactiveController {
  engine: Engine | undefined;
  status: EngineStatus | undefined;
  images: readonly OpenImage[] = [];
  /** Index among the images, −1 for none. */
  current = -1;
  /** The part of the image that is explained, in the size it is explained in. */
  picture: Picture | undefined;
  prediction: Prediction | undefined;
  /** What comes with the page. Nothing on pages of others. */
  bundle: Bundle | undefined;
  settings: Settings = usualSettings;
  view: View = "lime";
  /** What is being waited for, before a run can start. */
  waiting: "engine" | "model" | "prediction" | undefined = "engine";
  /** Name of the model being opened. */
  opening = "";
  readonly runs: Runs;
  readonly whatIf: WhatIf;
  readonly data: OpenData;
  readonly curves: OpenHistories;
  readonly opened: OpenModel;
  readonly saved: OpenSaved;
  readonly troubles: Troubles;
  readonly #host: ReactiveControllerHost & Element;
  /** The engine, if it was started here. */
  #own: Engine | undefined;
  #started: Promise<boolean> = Promise.resolve(false);
  #turn = 0;

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    this.runs = new Runs(host);
    this.whatIf = new WhatIf(host);
    this.data = new OpenData(host);
    this.curves = new OpenHistories(host);
    this.opened = new OpenModel(host);
    this.saved = new OpenSaved(host);
    this.troubles = new Troubles(host);
    host.addController(this);
  }

  /** Ends with its element, unless that was only moved. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#dispose();
    });
  }

  /** Starts an engine, unless there is one, and then what the page begins with: files that are given meanwhile wait. */
  start(options: EngineOptions, begin: () => Promise<void>): Promise<boolean> {
    this.#started = this.troubles.keep("", async () => {
      this.engine ??= this.#own = await createEngine(options);
      this.status = await this.engine.status();
      this.waiting = undefined;
      await begin();
    });
    return this.#started.finally(() => this.#set({ waiting: undefined }));
  }

  /** Opens files that were given, the model first, and explains the last picture with it. */
  async take({ model, images, data, saved = [] }: DroppedFiles): Promise<void> {
    if (!(await this.#started)) return;
    this.troubles.clear();
    const view = await this.saved.take(saved, this.troubles);
    if (view) return this.#set({ view });
    if (this.view === "curves") return this.curves.take([...model, ...images, ...data], this.troubles);
    if (model.length > 0) await this.openModel([...model], model[0].name);
    if (data.length > 0) await this.openData(data);
    let last = this.current;
    for (const file of images) {
      await this.troubles.keep(file.name, async () => {
        const picture = await this.engine!.decode(file);
        this.addImage({ name: file.name, source: file, thumbnail: await thumbnailOf(file, picture) });
        last = this.images.length - 1;
      });
    }
    if (last >= 0 && (last !== this.current || !this.prediction)) await this.show(last);
  }

  addImage(image: OpenImage): void {
    this.#set({ images: [...this.images, image] });
  }

  /** Opens another model in place of the one in use, which stays if that fails. */
  async openModel(source: ModelSource, name: string): Promise<void> {
    this.#set({ waiting: "model", opening: name });
    await this.troubles.keep(name, async () => {
      await this.opened.open(this.engine!, source);
      this.runs.clear();
      this.#turn++;
      this.#set({ settings: forAnotherModel(this.settings), prediction: undefined });
    });
    this.#set({ waiting: undefined });
    await this.#place();
  }

  /** Opens a data set in place of the one in use, and shows what it is good for. */
  async openData(files: readonly File[]): Promise<void> {
    const name = files.length === 1 ? files[0].name : (files[0].webkitRelativePath.split("/")[0] ?? "");
    this.runs.confusion.clear();
    this.#set({ view: "confusion" });
    await this.troubles.keep(name, () => this.data.open(this.engine!, files));
  }

  /** Shows the pictures behind a cell of the confusion matrix. */
  async openCell(actual: number, predicted: number): Promise<void> {
    const samples = this.runs.confusion.latest?.cells[actual][predicted];
    if (samples)
      await this.troubles.keep("", () => this.data.openCell(this.engine!, actual, predicted, samples));
  }

  /** Explains a picture of the data set. */
  async explainSample({ sample, thumbnail, picture }: CellPicture): Promise<void> {
    this.addImage({ name: `${this.data.set?.name} ${sample}`, source: picture, thumbnail });
    this.#set({ view: "lime" });
    await this.show(this.images.length - 1);
  }

  /** Has the model read pictures in another way. */
  async configure(overrides: ModelOptions): Promise<void> {
    this.troubles.clear();
    const done = await this.troubles.keep(this.model!.name, async () => {
      await this.opened.configure(this.engine!, overrides);
      this.runs.filters.clear();
      this.runs.confusion.clear();
    });
    if (done && this.current >= 0) await this.show(this.current);
  }

  /** Shows an image, predicts it and explains that, unless the view is of the model alone. */
  async show(index: number): Promise<void> {
    const { engine, model } = this;
    this.saved.close();
    const image = this.images[index];
    if (!engine || !model) return this.#set({ current: index });
    const turn = ++this.#turn;
    this.runs.clearPicture();
    this.whatIf.clear();
    this.#set({ current: index, prediction: undefined, waiting: "prediction" });
    const done = await this.troubles.keep(image.name, async () => {
      const picture = await engine.decode(image.source, model);
      if (turn !== this.#turn) return;
      this.#set({ picture });
      const prediction = await engine.predict(model, picture);
      if (turn === this.#turn) this.#set({ prediction });
    });
    if (turn !== this.#turn) return;
    this.#set({ waiting: undefined });
    if (done) await this.#explainAtOnce();
  }

  /** Changes what is looked at. What needs no long run is found at once. */
  async look(view: View): Promise<void> {
    this.saved.close();
    this.#set({ view });
    await this.#place();
    if (this.canExplain && (this.run?.state === "idle" || this.isBehind)) await this.#explainAtOnce();
  }

  /** There is a result, but not about the class that is shown. */
  get isBehind(): boolean {
    const { classIndex, runs, view } = this;
    if (classIndex === undefined) return false;
    const known =
      view === "lime"
        ? runs.lime.latest?.explanations
        : view === "saliency"
          ? runs.saliency.latest?.attributions
          : view === "compare"
            ? runs.compare.latest && { [runs.compare.latest.classIndex]: true }
            : undefined;
    return known !== undefined && known[classIndex] === undefined;
  }

  get model(): ModelInfo | undefined {
    return this.opened.info;
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

  get canExplain(): boolean {
    if (!this.engine || !this.model) return false;
    if (!isRun(this.view)) return false;
    if (this.view === "confusion") return this.data.set?.done === true;
    return !isOfPicture(this.view) || this.prediction !== undefined;
  }

  /** Runs the view with the settings there are now. */
  async explain(): Promise<void> {
    const { view } = this;
    this.saved.close();
    if (!this.canExplain || !isRun(view)) return;
    if (view === "lime") this.whatIf.clear(); // it may have other superpixels
    const picture = this.images[this.current]?.name ?? "";
    const name = isOfPicture(view) ? picture : (view === "confusion" ? this.data.set! : this.model!).name;
    await this.troubles.keep(name, () => this.runs.start(view, this));
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
      await this.troubles.keep(model.name, () => this.opened.place(engine));
  }

  async #explainAtOnce(): Promise<void> {
    if (!isLong(this.view)) await this.explain();
  }

  set(settings: Settings): void {
    this.#set({ settings });
  }

  #dispose(): void {
    this.#turn++;
    this.runs.clear();
    this.data.close(this.engine);
    for (const { thumbnail } of this.images) URL.revokeObjectURL(thumbnail);
    this.opened.close(this.engine);
    this.troubles.clear();
    void this.#own?.dispose();
    this.#own = undefined;
    const closed = { engine: undefined, status: undefined, picture: undefined, prediction: undefined };
    this.#set({ ...closed, images: [], current: -1, waiting: "engine" });
  }

  #set(change: Partial<Changing>): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}

/** What is set here. */
type Changing = Pick<
  Session,
  | "engine"
  | "status"
  | "images"
  | "current"
  | "picture"
  | "prediction"
  | "settings"
  | "view"
  | "waiting"
  | "opening"
>;
