/** @file The engine's public face, over an `EngineApi` that is in this thread or in another. */

import { EngineError } from "../errors.ts";
import type { LimeOptions, LimeResult } from "../explainers/lime-options.ts";
import type { Picture } from "../images/picture.ts";
import type { ModelOptions, NamedBytes } from "../models/model.ts";
import type {
  Abortable,
  Engine,
  EngineApi,
  EngineStatus,
  ImageInput,
  ImageSource,
  ModelInfo,
  ModelSource,
  Prediction,
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

  async open(source: ModelSource, { signal, ...options }: ModelOptions & Abortable = {}): Promise<ModelInfo> {
    if (signal?.aborted) throw cancelled();
    const token = ++this.#token;
    const cancel = () => void this.#api.cancel(token);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await this.#api.open(await this.#modelInput(source), options, token);
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  configure(model: ModelInfo, options: ModelOptions): Promise<ModelInfo> {
    return this.#api.configure(model.id, options);
  }

  async decode(image: ImageSource, model?: ModelInfo): Promise<Picture> {
    return this.#api.decode(await this.#imageInput(image), model?.id);
  }

  async predict(model: ModelInfo, image: ImageSource): Promise<Prediction> {
    return this.#api.predict(model.id, await this.#imageInput(image));
  }

  async *lime(
    model: ModelInfo,
    image: ImageSource,
    { signal, ...options }: LimeOptions & Abortable = {},
  ): AsyncGenerator<LimeResult, void> {
    if (signal?.aborted) throw cancelled();
    const job = await this.#api.startLime(model.id, await this.#imageInput(image), options);
    const stop = () => void this.#api.stop(job);
    signal?.addEventListener("abort", stop, { once: true });
    let segments: LimeResult["segments"] | undefined;
    try {
      for (;;) {
        if (signal?.aborted) throw cancelled();
        const { done, value } = await this.#api.next(job);
        if (done) return;
        segments ??= value.segments!;
        yield { ...value, segments };
      }
    } finally {
      signal?.removeEventListener("abort", stop);
      await this.#api.stop(job);
    }
  }

  close(model: ModelInfo): Promise<void> {
    return this.#api.close(model.id);
  }

  async dispose(): Promise<void> {
    await this.#api.dispose();
    this.#end();
  }

  async #modelInput(source: ModelSource): Promise<readonly NamedBytes[] | string> {
    if (typeof source === "string" || source instanceof URL) return this.#resolve(String(source));
    if (Array.isArray(source)) return Promise.all(source.map((file: File | NamedBytes) => namedBytes(file)));
    return [await namedBytes(source as File | ArrayBuffer | NamedBytes)];
  }

  async #imageInput(image: ImageSource): Promise<ImageInput> {
    if (typeof image === "string" || image instanceof URL) return this.#resolve(String(image));
    if (image instanceof Blob || image instanceof ArrayBuffer) return namedBytes(image);
    if ("channels" in image) return image;
    return overWhite(image);
  }
}

const cancelled = () => new EngineError("cancelled", "the call was cancelled");

async function namedBytes(file: Blob | ArrayBuffer | NamedBytes): Promise<NamedBytes> {
  if (file instanceof Blob)
    return { name: (file as File).name ?? "", bytes: new Uint8Array(await file.arrayBuffer()) };
  return file instanceof ArrayBuffer ? { name: "", bytes: new Uint8Array(file) } : file;
}

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
