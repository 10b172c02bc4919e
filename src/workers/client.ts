/** @file The engine's public face, over an `EngineApi` that is in this thread or in another. */

import { proxy, transfer } from "comlink";
import type { AverageOptions, AverageResult } from "../data/average-options.ts";
import type { ConfusionOptions, ConfusionResult } from "../data/confusion-options.ts";
import type { DataSet } from "../data/data-set.ts";
import type { ExplainAllOptions, ExplainedPicture } from "../data/explain-all-options.ts";
import { EngineError } from "../errors.ts";
import type { ActivationsOptions, ActivationsResult } from "../explainers/activations-options.ts";
import type { AscentOptions, AscentResult } from "../explainers/ascent-options.ts";
import type { LimeOptions, LimeResult } from "../explainers/lime-options.ts";
import type { SaliencyOptions, SaliencyResult } from "../explainers/saliency-options.ts";
import type { Picture } from "../images/picture.ts";
import type { GraphLayout } from "../models/graph-layout.ts";
import type { ModelOptions, NamedBytes } from "../models/model.ts";
import type {
  Abortable,
  CacheUse,
  DataFile,
  DataInput,
  DataSource,
  Engine,
  EngineApi,
  EngineStatus,
  Explainers,
  FileInput,
  ImageInput,
  ImageSource,
  JobId,
  Kind,
  Message,
  ModelInfo,
  ModelSource,
  OpenOptions,
  Prediction,
  PredictOptions,
} from "./protocol.ts";

export class EngineClient implements Engine {
  readonly #api: EngineApi;
  readonly #resolve: (address: string) => string;
  readonly #end: () => void;
  #token = 0;

  /** `resolve` makes addresses absolute as seen from the caller; `end` is called once everything is freed. */
  constructor(api: EngineApi, resolve: (address: string) => string, end: () => void = () => undefined) {
    this.#api = api;
    this.#resolve = resolve;
    this.#end = end;
  }

  status(): Promise<EngineStatus> {
    return this.#api.status();
  }

  async open(source: ModelSource, { signal, onProgress, ...options }: OpenOptions = {}): Promise<ModelInfo> {
    if (signal?.aborted) throw cancelled();
    const token = ++this.#token;
    const cancel = () => void this.#api.cancel(token);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      const hear = onProgress && proxy(onProgress);
      const model = await this.#api.open(this.#modelInput(source), options, token, hear);
      if (!signal?.aborted) return model;
      await this.#api.close(model.id); // it was put together before the word came
      throw cancelled();
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  cacheUse(): Promise<CacheUse> {
    return this.#api.cacheUse();
  }

  clearCache(): Promise<void> {
    return this.#api.clearCache();
  }

  configure(model: ModelInfo, options: ModelOptions): Promise<ModelInfo> {
    return this.#api.configure(model.id, options);
  }

  decode(image: ImageSource, model?: ModelInfo): Promise<Picture> {
    return this.#api.decode(this.#imageInput(image), model?.id);
  }

  predict(model: ModelInfo, image: ImageSource, options: PredictOptions = {}): Promise<Prediction> {
    return this.#api.predict(model.id, this.#imageInput(image), options);
  }

  async *lime(
    model: ModelInfo,
    image: ImageSource,
    { signal, ...options }: LimeOptions & Abortable = {},
  ): AsyncGenerator<LimeResult, void> {
    let segments: LimeResult["segments"] | undefined;
    for await (const message of this.#run("lime", model, this.#imageInput(image), options, signal)) {
      segments ??= message.segments!;
      yield { ...message, segments };
    }
  }

  saliency(
    model: ModelInfo,
    image: ImageSource,
    { signal, ...options }: SaliencyOptions & Abortable = {},
  ): AsyncGenerator<SaliencyResult, void> {
    return this.#run("saliency", model, this.#imageInput(image), options, signal);
  }

  ascent(
    model: ModelInfo,
    { signal, picture, ...options }: AscentOptions & Abortable & { readonly picture?: ImageSource } = {},
  ): AsyncGenerator<AscentResult, void> {
    return this.#run("ascent", model, picture && this.#imageInput(picture), options, signal);
  }

  activations(
    model: ModelInfo,
    image: ImageSource,
    { signal, ...options }: ActivationsOptions & Abortable = {},
  ): AsyncGenerator<ActivationsResult, void> {
    return this.#run("activations", model, this.#imageInput(image), options, signal);
  }

  async *openData(source: DataSource, { signal }: Abortable = {}): AsyncGenerator<DataSet, void> {
    let latest: DataSet | undefined;
    try {
      const results = this.#results<DataSet>(() => this.#api.startData(this.#dataInput(source)), signal);
      for await (latest of results) yield latest;
    } catch (error) {
      if (latest?.done) await this.#api.closeData(latest.id); // it was read before the word came
      throw error;
    }
  }

  sample(data: DataSet, sample: number): Promise<Picture> {
    return this.#api.sample(data.id, sample);
  }

  confusion(
    model: ModelInfo,
    data: DataSet,
    { signal, ...options }: ConfusionOptions & Abortable = {},
  ): AsyncGenerator<ConfusionResult, void> {
    return this.#results(() => this.#api.startOver("confusion", model.id, data.id, options), signal);
  }

  average(
    model: ModelInfo,
    data: DataSet,
    { signal, ...options }: AverageOptions & Abortable = {},
  ): AsyncGenerator<AverageResult, void> {
    return this.#results(() => this.#api.startOver("average", model.id, data.id, options), signal);
  }

  explainAll(
    model: ModelInfo,
    data: DataSet,
    { signal, ...options }: ExplainAllOptions & Abortable = {},
  ): AsyncGenerator<ExplainedPicture, void> {
    return this.#results(() => this.#api.startOver("explainAll", model.id, data.id, options), signal);
  }

  closeData(data: DataSet): Promise<void> {
    return this.#api.closeData(data.id);
  }

  #run<K extends Kind>(
    kind: K,
    model: ModelInfo,
    image: ImageInput | undefined,
    options: Explainers[K]["options"],
    signal: AbortSignal | undefined,
  ): AsyncGenerator<Explainers[K]["message"], void> {
    return this.#results(() => this.#api.start(kind, model.id, image, options), signal);
  }

  async *#results<T extends Message>(
    start: () => Promise<JobId>,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<T, void> {
    if (signal?.aborted) throw cancelled();
    const job = await start();
    const stop = () => void this.#api.stop(job);
    signal?.addEventListener("abort", stop, { once: true });
    try {
      for (;;) {
        if (signal?.aborted) throw cancelled();
        const { done, value } = await this.#api.next(job);
        if (done) return;
        yield value as T;
      }
    } finally {
      signal?.removeEventListener("abort", stop);
      await this.#api.stop(job);
    }
  }

  layout(model: ModelInfo): Promise<GraphLayout> {
    return this.#api.layout(model.id);
  }

  close(model: ModelInfo): Promise<void> {
    return this.#api.close(model.id);
  }

  async dispose(): Promise<void> {
    await this.#api.dispose();
    this.#end();
  }

  #dataInput(source: DataSource): DataInput {
    if (typeof source === "string" || source instanceof URL) return this.#resolve(String(source));
    if (source instanceof ReadableStream) return transfer(source, [source as unknown as Transferable]);
    const files = "length" in source ? source : [source as File | NamedBytes];
    return files.map(dataFile);
  }

  #modelInput(source: ModelSource): readonly FileInput[] | string {
    if (typeof source === "string" || source instanceof URL) return this.#resolve(String(source));
    if (Array.isArray(source)) return source;
    return [fileInput(source as File | ArrayBuffer | NamedBytes)];
  }

  #imageInput(image: ImageSource): ImageInput {
    if (typeof image === "string" || image instanceof URL) return this.#resolve(String(image));
    if (image instanceof Blob || image instanceof ArrayBuffer) return fileInput(image);
    return "channels" in image ? image : overWhite(image);
  }
}

const cancelled = () => new EngineError("cancelled", "the call was cancelled");

const fileInput = (file: FileInput | ArrayBuffer): FileInput =>
  file instanceof ArrayBuffer ? { name: "", bytes: new Uint8Array(file) } : file;

const dataFile = (file: File | NamedBytes): DataFile =>
  file instanceof Blob
    ? { path: file.webkitRelativePath || file.name || "the file", file }
    : { path: file.name, file: file.bytes };

/** Pixels of a canvas, laid over white where they are transparent. */
function overWhite({ data, width, height }: ImageData): Picture {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < rgb.length; i++) {
    const at = Math.floor(i / 3) * 4;
    const alpha = data[at + 3] / 255;
    rgb[i] = Math.round(data[at + (i % 3)] * alpha + 255 * (1 - alpha));
  }
  return { width, height, channels: 3, data: rgb, range: [0, 255] };
}
