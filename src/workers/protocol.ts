/** @file The engine as its users see it, and what crosses between a page and its worker. Nothing here touches the GPU. */

import type { AverageOptions, AverageResult } from "../data/average-options.ts";
import type { ConfusionOptions, ConfusionResult } from "../data/confusion-options.ts";
import type { DataSet } from "../data/data-set.ts";
import type { ExplainAllOptions, ExplainedPicture } from "../data/explain-all-options.ts";
import type { ActivationsOptions, ActivationsResult } from "../explainers/activations-options.ts";
import type { AscentOptions, AscentResult } from "../explainers/ascent-options.ts";
import type { Hide } from "../explainers/hidden-picture.ts";
import type { LimeOptions, LimeResult } from "../explainers/lime-options.ts";
import type { RanOn } from "../explainers/run-info.ts";
import type { SaliencyOptions, SaliencyResult } from "../explainers/saliency-options.ts";
import type { Segments } from "../explainers/segmentation/segmentation.ts";
import type { Picture } from "../images/picture.ts";
import type { Precision } from "../kernels/backend.ts";
import type { GraphLayout } from "../models/graph-layout.ts";
import type { Layer, ModelOptions, NamedBytes, Preprocessing } from "../models/model.ts";
import type { CacheUse } from "./model-cache.ts";
import type { OpenProgress } from "./open-progress.ts";

export type { CacheUse, OpenProgress };

export type BackendName = "webgpu" | "wasm" | "cpu";

export interface EngineOptions {
  /** Force a backend. Default: WebGPU on a real adapter, else TensorFlow.js on wasm, else on the CPU. */
  readonly backend?: BackendName;
  /** Accept a software WebGPU adapter (slow; for tests). Default: false, unless `backend` is "webgpu". */
  readonly allowSoftware?: boolean;
  /**
   * What the GPU keeps the weights of convolutions and dense layers in. "f16" halves their upload and their memory: they are rounded,
   * to three digits; sums are not. Convolutions that are computed after Winograd keep f32, as does every other backend.
   * Default: "f32".
   */
  readonly precision?: Precision;
  /**
   * Find out which kernels are fastest on this GPU, a second after a run when nobody waits, and remember it: later runs are faster,
   * with the same digits. "auto": not on a software adapter. Default: "auto".
   */
  readonly tuning?: "auto" | "always" | "off";
  /** Where the worker's script is served, for pages whose policy forbids blob workers. */
  readonly workerUrl?: string | URL;
  /** Bytes of downloaded models that a browser keeps for the next time; 0 for none. Default: 1 GiB. */
  readonly cacheBytes?: number;
}

/** What keeps WebGPU on a GPU from computing: it was asked for, there is no WebGPU, it gives no GPU, or only a software one. */
export type FallbackCause = "asked" | "missing" | "refused" | "software";

/** `adapter` is "apple m2", "google swiftshader (software)", "wasm simd, 1 thread". */
export interface EngineStatus extends RanOn {
  readonly software: boolean;
  /** Why this backend: "no WebGPU in this browser". Empty where WebGPU runs on a GPU. */
  readonly reason: string;
  /** The reason in a word a program can test. Nothing where WebGPU runs on a GPU. */
  readonly cause: FallbackCause | undefined;
  /** Bytes of GPU buffers alive now. */
  readonly bufferBytes: number;
}

/** What a page knows about an opened model. Plain data. */
export interface ModelInfo {
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly inputShape: readonly number[];
  readonly classes: readonly string[];
  readonly preprocessing: Preprocessing;
  readonly reasons: readonly string[];
  readonly warnings: readonly string[];
  readonly layers: readonly Layer[];
  readonly parameters: number;
  readonly trainable: number;
  /** For one sample, before anything is fused. */
  readonly multiplyAdds: number;
}

export interface Prediction extends RanOn {
  readonly probabilities: readonly number[];
  readonly classes: readonly string[];
  readonly milliseconds: number;
}

export interface PredictOptions {
  /** Superpixels of the picture, as it is explained, that are hidden. Default: none. */
  readonly hide?: Hide;
}

/** A model: an address, a file or several that belong together, or bytes. */
export type ModelSource = string | URL | File | ArrayBuffer | NamedBytes | readonly (File | NamedBytes)[];

/** A picture: an address, a file, bytes of a PNG, JPEG or `.npy`, or pixels. */
export type ImageSource = string | URL | Blob | ArrayBuffer | ImageData | Picture;

/**
 * A data set: an address (in Node of a file or a folder), a table of pixels, a zip archive or an `.npz` file as file, bytes or stream,
 * or files that belong together: those of a folder as `<input webkitdirectory>` gives them, or two `.npy` arrays.
 */
export type DataSource =
  | string
  | URL
  | Blob
  | NamedBytes
  | ReadableStream<Uint8Array>
  | readonly (File | NamedBytes)[];

export interface Abortable {
  readonly signal?: AbortSignal;
}

export interface OpenOptions extends ModelOptions, Abortable {
  /** Hears how far the files have come, at most at the rate of a screen. */
  readonly onProgress?: (progress: OpenProgress) => void;
}

/**
 * The engine, wherever it runs: behind a worker on a page, in the same process in Node. Every failure that a caller
 * can cause is an `EngineError`.
 */
export interface Engine {
  status(): Promise<EngineStatus>;
  /**
   * Reads a model; the format is found from the bytes. Aborting `signal` ends downloads, keeps nothing, and throws
   * EngineError("cancelled").
   *
   * @example
   * const model = await engine.open(address, { onProgress: ({ bytes, totalBytes }) => console.log(bytes, totalBytes) });
   */
  open(source: ModelSource, options?: OpenOptions): Promise<ModelInfo>;
  /** Downloaded model files that this browser keeps for the next time. In Node there are none. */
  cacheUse(): Promise<CacheUse>;
  /** Forgets them. */
  clearCache(): Promise<void>;
  /** The same model under other preprocessing or class names; nothing is read again. */
  configure(model: ModelInfo, options: ModelOptions): Promise<ModelInfo>;
  /**
   * Decodes a picture, so that it can be shown and used again. With a model, just the part and size that this model
   * is explained on: cut or padded as its `resize` says, its longer side at most 512.
   */
  decode(image: ImageSource, model?: ModelInfo): Promise<Picture>;
  /** Throws EngineError("bad-option") if what to hide is of a picture of another size. */
  predict(model: ModelInfo, image: ImageSource, options?: PredictOptions): Promise<Prediction>;
  /**
   * Explains by LIME, as ever better explanations: each is whole, the last has `done: true`. `break` or aborting
   * `signal` stops the work within one batch; an abort throws EngineError("cancelled").
   */
  lime(
    model: ModelInfo,
    image: ImageSource,
    options?: LimeOptions & Abortable,
  ): AsyncGenerator<LimeResult, void>;
  /** Explains by an attribution method: what each pixel adds to a class. Yields, stops and throws as `lime` does. */
  saliency(
    model: ModelInfo,
    image: ImageSource,
    options?: SaliencyOptions & Abortable,
  ): AsyncGenerator<SaliencyResult, void>;
  /**
   * Climbs to the pictures that excite filters most, `picture` being where to start if `start` says so. Yields frames as
   * fast as they are asked for, and stops and throws as `lime` does.
   */
  ascent(
    model: ModelInfo,
    options?: AscentOptions & Abortable & { readonly picture?: ImageSource },
  ): AsyncGenerator<AscentResult, void>;
  /** What the filters of a layer answer to a picture: one result. Stops and throws as `lime` does. */
  activations(
    model: ModelInfo,
    image: ImageSource,
    options?: ActivationsOptions & Abortable,
  ): AsyncGenerator<ActivationsResult, void>;
  /** Where the boxes and arrows of the model's plot stand. Throws EngineError("unsupported-layer") for more than 2,000 layers. */
  layout(model: ModelInfo): Promise<GraphLayout>;
  /**
   * Reads a data set: a FER-2013 CSV file, folders of pictures or a zip archive of them, a CSV file of files and labels, or NumPy arrays.
   * Yields how far it is; the last has `done`, and can be asked about. Stops and throws as `lime` does, EngineError("bad-data") for
   * what is no data set.
   *
   * @example
   * for await (const { done, samples, skipped } of engine.openData(file)) console.log(samples, skipped.count, done);
   */
  openData(source: DataSource, options?: Abortable): AsyncGenerator<DataSet, void>;
  /** A picture of a data set, by its number. Throws EngineError("bad-image") if it cannot be decoded, "bad-option" for a number it has not. */
  sample(data: DataSet, sample: number): Promise<Picture>;
  /**
   * What the model takes each class for: the confusion matrix and what follows from it, for ever more pictures. Stops and throws as
   * `lime` does, EngineError("bad-data") if labels are not the model's.
   */
  confusion(
    model: ModelInfo,
    data: DataSet,
    options?: ConfusionOptions & Abortable,
  ): AsyncGenerator<ConfusionResult, void>;
  /**
   * What the model looks at in the pictures of each class, and of each cell of the confusion matrix: the mean of their explanations, and
   * the few that show most (SP-LIME). Stops and throws as `lime` does; an unfinished result can be given as `resume`.
   */
  average(
    model: ModelInfo,
    data: DataSet,
    options?: AverageOptions & Abortable,
  ): AsyncGenerator<AverageResult, void>;
  /**
   * Explains every picture of a data set, each when it is done: the next is made ready meanwhile. Stops and throws as `lime` does.
   *
   * @example
   * for await (const { path, lime } of engine.explainAll(model, data, { lime: { samples: 500 } })) console.log(path, lime?.explanations);
   */
  explainAll(
    model: ModelInfo,
    data: DataSet,
    options?: ExplainAllOptions & Abortable,
  ): AsyncGenerator<ExplainedPicture, void>;
  /** Frees what the data set holds. */
  closeData(data: DataSet): Promise<void>;
  /** Frees what the model holds. */
  close(model: ModelInfo): Promise<void>;
  /** Frees everything, and ends the worker. */
  dispose(): Promise<void>;
}

/** A run kept in the worker. The page pulls its results, so that the GPU never runs far ahead of the screen. */
export type JobId = number;

/** A file on its way to the engine. A blob crosses as a reference: its bytes are read on the other side. */
export type FileInput = Blob | NamedBytes;

/** A picture on its way to the engine: pixels, a file, or an address. */
export type ImageInput = Picture | FileInput | string;

/** A result on its way to the page. The label map is long and stays the same, so only the first has it. */
export type LimeMessage = Omit<LimeResult, "segments"> & { readonly segments: Segments | undefined };

/** What each kind of run is asked, and what it sends. */
export interface Explainers {
  readonly lime: { readonly options: LimeOptions; readonly message: LimeMessage };
  readonly saliency: { readonly options: SaliencyOptions; readonly message: SaliencyResult };
  readonly ascent: { readonly options: AscentOptions; readonly message: AscentResult };
  readonly activations: { readonly options: ActivationsOptions; readonly message: ActivationsResult };
}

export type Kind = keyof Explainers;

/** A data set on its way to the engine: files with their paths, a stream, or an address. */
export type DataInput = readonly DataFile[] | ReadableStream<Uint8Array> | string;

/** A `File` loses its path on the way. */
export interface DataFile {
  readonly path: string;
  readonly file: Blob | Uint8Array<ArrayBuffer>;
}

/** Runs over a data set. */
export interface DataRuns {
  readonly confusion: { readonly options: ConfusionOptions; readonly message: ConfusionResult };
  readonly average: { readonly options: AverageOptions; readonly message: AverageResult };
  readonly explainAll: { readonly options: ExplainAllOptions; readonly message: ExplainedPicture };
}

export type DataKind = keyof DataRuns;
export type Message = Explainers[Kind]["message"] | DataRuns[DataKind]["message"] | DataSet;

/** What the worker answers to. */
export interface EngineApi {
  status(): Promise<EngineStatus>;
  /** `token` names the call, for `cancel`. */
  open(
    source: readonly FileInput[] | string,
    options: ModelOptions,
    token: number,
    onProgress?: (progress: OpenProgress) => void,
  ): Promise<ModelInfo>;
  cacheUse(): Promise<CacheUse>;
  clearCache(): Promise<void>;
  cancel(token: number): Promise<void>;
  configure(model: number, options: ModelOptions): Promise<ModelInfo>;
  decode(image: ImageInput, model: number | undefined): Promise<Picture>;
  predict(model: number, image: ImageInput, options: PredictOptions): Promise<Prediction>;
  /** Only an ascent goes without an image. */
  start<K extends Kind>(
    kind: K,
    model: number,
    image: ImageInput | undefined,
    options: Explainers[K]["options"],
  ): Promise<JobId>;
  startData(source: DataInput): Promise<JobId>;
  startOver<K extends DataKind>(
    kind: K,
    model: number,
    data: number,
    options: DataRuns[K]["options"],
  ): Promise<JobId>;
  sample(data: number, sample: number): Promise<Picture>;
  closeData(data: number): Promise<void>;
  next(job: JobId): Promise<IteratorResult<Message, void>>;
  stop(job: JobId): Promise<void>;
  layout(model: number): Promise<GraphLayout>;
  close(model: number): Promise<void>;
  dispose(): Promise<void>;
}
