/** @file The engine itself: it owns the backend, the opened models and the runs. In a worker on a page, as it is in Node. */

import { transfer } from "comlink";
import { EngineError } from "../errors.ts";
import { type Answer, type Classifier, classifier, type Subject } from "../explainers/classify.ts";
import { withHidden } from "../explainers/hidden-picture.ts";
import { ranOn } from "../explainers/run-info.ts";
import { fitPicture } from "../images/fit.ts";
import type { Picture } from "../images/picture.ts";
import { type GraphLayout, layoutGraph } from "../models/graph-layout.ts";
import type { Model, ModelOptions } from "../models/model.ts";
import { configureModel, openModel } from "../models/open.ts";
import { DataSets } from "./data-sets.ts";
import { IdleWork } from "./idle-work.ts";
import type { CacheUse, ModelCache } from "./model-cache.ts";
import { infoOf } from "./model-info.ts";
import { type ChosenBackend, loadTfjs, openBackend } from "./open-backend.ts";
import { atFrames, type OpenProgress } from "./open-progress.ts";
import type { Platform } from "./platform.ts";
import type {
  DataInput,
  DataKind,
  DataRuns,
  EngineApi,
  EngineOptions,
  EngineStatus,
  Explainers,
  FileInput,
  ImageInput,
  JobId,
  Kind,
  Message,
  ModelInfo,
  Prediction,
  PredictOptions,
} from "./protocol.ts";
import { namedBytes, readFiles, readModel } from "./read-model.ts";
import { dataRuns, explainers, type Result } from "./runs.ts";

interface OpenModel {
  model: Model;
  /** What uses `ready` does so one after another: it may be replaced in between. */
  turn: Promise<unknown>;
  /** For pictures like the last one. It keeps the weights on the device. */
  ready?: { readonly size: string; readonly classifier: Classifier } | undefined;
}

interface Job {
  readonly results: AsyncGenerator<Result, void>;
  readonly controller: AbortController;
  sentSegments: boolean;
}

export class EngineService implements EngineApi {
  readonly #options: EngineOptions;
  readonly #platform: Platform;
  readonly #models = new Map<number, OpenModel>();
  readonly #dataSets: DataSets;
  readonly #cache: ModelCache | undefined;
  readonly #jobs = new Map<JobId, Job>();
  readonly #opening = new Map<number, AbortController>();
  readonly #tuning = new IdleWork((signal) => this.#tune(signal));
  #chosen: Promise<ChosenBackend> | undefined;
  #last = 0;

  constructor(options: EngineOptions, platform: Platform) {
    this.#options = options;
    this.#platform = platform;
    this.#dataSets = new DataSets(platform.list, platform.decode);
    this.#cache = platform.cache?.(options.cacheBytes ?? 2 ** 30);
  }

  async status(): Promise<EngineStatus> {
    const { backend, reason, cause } = await this.#backend();
    const { software, bufferBytes } = backend;
    return { ...ranOn(backend), software, reason, cause, bufferBytes };
  }

  async open(
    source: readonly FileInput[] | string,
    options: ModelOptions,
    token: number,
    onProgress?: (progress: OpenProgress) => void,
  ): Promise<ModelInfo> {
    const controller = new AbortController();
    const { signal } = controller;
    const reading = { signal, cache: this.#cache, onProgress: onProgress && atFrames(onProgress) };
    this.#opening.set(token, controller);
    try {
      const files = await (typeof source === "string"
        ? readModel(this.#platform.read, source, reading)
        : readFiles(source, reading));
      signal.throwIfAborted();
      const model = await openModel(files, options, loadTfjs);
      signal.throwIfAborted();
      this.#models.set(++this.#last, { model, turn: Promise.resolve() });
      return infoOf(this.#last, model);
    } catch (error) {
      throw signal.aborted ? new EngineError("cancelled", "opening the model was cancelled") : error;
    } finally {
      this.#opening.delete(token);
    }
  }

  async cancel(token: number): Promise<void> {
    this.#opening.get(token)?.abort();
  }

  async cacheUse(): Promise<CacheUse> {
    return this.#cache?.use() ?? { files: 0, bytes: 0 };
  }

  async clearCache(): Promise<void> {
    await this.#cache?.clear();
  }

  async configure(id: number, options: ModelOptions): Promise<ModelInfo> {
    const open = this.#model(id);
    open.model = configureModel(open.model, options);
    await this.#inTurn(open, async () => this.#letGo(open));
    return infoOf(id, open.model);
  }

  async decode(image: ImageInput, id: number | undefined): Promise<Picture> {
    const picture =
      id === undefined ? await this.#decode(image) : await this.#fit(image, this.#model(id).model);
    return transfer(picture, [picture.data.buffer]);
  }

  async predict(id: number, image: ImageInput, { hide }: PredictOptions): Promise<Prediction> {
    const started = performance.now();
    const open = this.#model(id);
    const seen = hide ? withHidden(await this.#fit(image, open.model), hide) : image;
    const { backend, model, prediction } = await this.#answer(open, seen);
    return {
      probabilities: [...prediction],
      classes: model.classes,
      ...ranOn(backend),
      milliseconds: performance.now() - started,
    };
  }

  async start<K extends Kind>(
    kind: K,
    id: number,
    image: ImageInput | undefined,
    options: Explainers[K]["options"],
  ): Promise<JobId> {
    const open = this.#model(id);
    const subject = image === undefined ? await this.#subject(open) : await this.#answer(open, image);
    return this.#keep((signal) => explainers[kind](subject as Answer, options, signal));
  }

  async startData(source: DataInput): Promise<JobId> {
    const id = ++this.#last;
    return this.#keep((signal) => this.#dataSets.open(id, source, signal));
  }

  async startOver<K extends DataKind>(
    kind: K,
    id: number,
    data: number,
    options: DataRuns[K]["options"],
  ): Promise<JobId> {
    const subject = { ...(await this.#subject(this.#model(id))), samples: this.#dataSets.get(data) };
    return this.#keep((signal) => dataRuns[kind](subject, options, signal));
  }

  async sample(data: number, sample: number): Promise<Picture> {
    const picture = await this.#dataSets.picture(data, sample);
    return transfer(picture, [picture.data.buffer]);
  }

  async closeData(data: number): Promise<void> {
    this.#dataSets.close(data);
  }

  #keep(run: (signal: AbortSignal) => AsyncGenerator<Result, void>): JobId {
    const controller = new AbortController();
    this.#jobs.set(++this.#last, { results: run(controller.signal), controller, sentSegments: false });
    return this.#last;
  }

  async next(id: JobId): Promise<IteratorResult<Message, void>> {
    const job = this.#jobs.get(id);
    if (!job) throw new EngineError("cancelled", `run ${id} has ended or was stopped`);
    const result = await this.#tuning.during(() => this.#watch(job.results.next()));
    if (result.done || !("segments" in result.value)) return result as IteratorResult<Message, void>;
    const { segments, data } = result.value;
    const sent = job.sentSegments ? undefined : { ...segments, labels: segments.labels.slice() };
    job.sentSegments = true;
    const buffers = [sent?.labels, data?.bits, ...Object.values(data?.predictions ?? {})].flatMap(
      (a) => a?.buffer ?? [],
    );
    return transfer({ done: false, value: { ...result.value, segments: sent } }, buffers);
  }

  async stop(id: JobId): Promise<void> {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    job?.controller.abort();
    await job?.results.return();
    if (job && this.#jobs.size === 0) this.#tuning.want();
  }

  /** Looks for the fastest kernels of what ran so far. */
  async #tune(signal: AbortSignal): Promise<void> {
    if (this.#jobs.size > 0) return;
    const { backend } = await this.#backend();
    await backend.tune?.(signal);
  }

  layout(id: number): Promise<GraphLayout> {
    return layoutGraph(this.#model(id).model);
  }

  async close(id: number): Promise<void> {
    const open = this.#models.get(id);
    this.#models.delete(id);
    if (open) await this.#inTurn(open, async () => this.#letGo(open));
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#jobs.keys()].map((id) => this.stop(id)));
    await this.#tuning.dispose();
    for (const id of [...this.#models.keys()]) await this.close(id);
    const chosen = await this.#chosen?.catch(() => undefined);
    chosen?.backend.dispose();
    this.#chosen = undefined;
  }

  #model(id: number): OpenModel {
    const open = this.#models.get(id);
    if (!open) throw new EngineError("bad-model", `model ${id} is not open, or was closed`);
    return open;
  }

  #backend(): Promise<ChosenBackend> {
    this.#chosen ??= openBackend(this.#options, this.#platform);
    this.#chosen.catch(() => {
      this.#chosen = undefined;
    });
    return this.#chosen;
  }

  async #answer(open: OpenModel, image: ImageInput): Promise<Answer> {
    const picture = await this.#fit(image, open.model);
    const answer = async () => (await this.#classifier(open, picture)).answer(picture);
    return this.#tuning.during(() => this.#watch(this.#inTurn(open, answer)));
  }

  async #subject({ model }: OpenModel): Promise<Subject> {
    return { backend: (await this.#backend()).backend, model };
  }

  #inTurn<T>(open: OpenModel, work: () => Promise<T>): Promise<T> {
    const result = open.turn.then(work);
    open.turn = result.catch(() => undefined);
    return result;
  }

  async #classifier(open: OpenModel, picture: Picture): Promise<Classifier> {
    const size = [picture.height, picture.width, picture.channels, picture.range].join();
    if (open.ready?.size === size) return open.ready.classifier;
    const { backend } = await this.#backend();
    const made = await classifier(backend, open.model, picture);
    this.#letGo(open); // only now, so that weights both use are not uploaded again
    open.ready = { size, classifier: made };
    return made;
  }

  #letGo(open: OpenModel): void {
    open.ready?.classifier.dispose();
    open.ready = undefined;
  }

  /** Lets go of a lost device, so that the next call opens another. */
  async #watch<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof EngineError && error.code === "device") {
        for (const open of this.#models.values()) open.ready = undefined;
        this.#chosen = undefined;
      }
      throw error;
    }
  }

  async #decode(image: ImageInput): Promise<Picture> {
    if (typeof image === "string") return this.#platform.decode(await this.#platform.read(image));
    return "channels" in image ? image : this.#platform.decode(await namedBytes(image));
  }

  async #fit(image: ImageInput, { inputShape, preprocessing }: Model): Promise<Picture> {
    return fitPicture(await this.#decode(image), inputShape, preprocessing.resize);
  }
}
