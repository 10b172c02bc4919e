/** @file What is open: the engine, a model, pictures, a data set, curves, a saved result; and what could not be opened. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { createEngine } from "../../workers/engine-client.ts";
import type { Engine, EngineOptions, EngineStatus } from "../../workers/protocol.ts";
import type { Bundle } from "./bundled.ts";
import { OpenData } from "./open-data.ts";
import { OpenHistories } from "./open-histories.ts";
import { OpenModel } from "./open-model.ts";
import { OpenPictures } from "./open-pictures.ts";
import { OpenSaved } from "./open-saved.ts";
import type { OpenImage } from "./sources.ts";
import { Troubles } from "./troubles.ts";

export class Workspace implements ReactiveController {
  engine: Engine | undefined;
  status: EngineStatus | undefined;
  /** Whether the engine could be started, once that is known. */
  started: Promise<boolean> = Promise.resolve(false);
  /** What comes with the page. Nothing on pages of others. */
  bundle: Bundle | undefined;
  /** Name of the model being opened. */
  opening = "";
  readonly opened: OpenModel;
  readonly pictures: OpenPictures;
  readonly data: OpenData;
  readonly curves: OpenHistories;
  readonly saved: OpenSaved;
  readonly troubles: Troubles;
  protected readonly host: ReactiveControllerHost & Element;
  #waiting: "engine" | "model" | undefined = "engine";
  /** The engine, if it was started here. */
  #own: Engine | undefined;

  constructor(host: ReactiveControllerHost & Element) {
    this.host = host;
    this.opened = new OpenModel(host);
    this.pictures = new OpenPictures(host);
    this.data = new OpenData(host);
    this.curves = new OpenHistories(host);
    this.saved = new OpenSaved(host);
    this.troubles = new Troubles(host);
    host.addController(this);
  }

  /** Ends with its element, unless that was only moved. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.host.isConnected) this.close();
    });
  }

  /** Starts an engine, unless there is one, and then what the page begins with: files that are given meanwhile wait. */
  start(options: EngineOptions, begin: () => Promise<void>): Promise<boolean> {
    this.started = this.troubles.keep("", async () => {
      this.engine ??= this.#own = await createEngine(options);
      this.status = await this.engine.status();
      this.wait(undefined);
      await begin();
    });
    return this.started.finally(() => this.wait(undefined));
  }

  addImage(image: OpenImage): void {
    this.pictures.add(image);
  }

  /** What is being waited for, before a run can start. */
  get waiting(): "engine" | "model" | "prediction" | undefined {
    return this.#waiting ?? (this.pictures.isPredicting ? "prediction" : undefined);
  }

  get model() {
    return this.opened.info;
  }

  get images() {
    return this.pictures.list;
  }

  /** Index of the image that is shown, −1 for none. */
  get current() {
    return this.pictures.current;
  }

  get picture() {
    return this.pictures.picture;
  }

  get prediction() {
    return this.pictures.prediction;
  }

  protected close(): void {
    this.data.close(this.engine);
    this.pictures.close();
    this.opened.close(this.engine);
    this.troubles.clear();
    void this.#own?.dispose();
    this.#own = this.engine = this.status = undefined;
    this.wait("engine");
  }

  protected wait(waiting: "engine" | "model" | undefined): void {
    this.#waiting = waiting;
    this.host.requestUpdate();
  }
}
