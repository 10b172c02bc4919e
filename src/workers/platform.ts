/** @file What the engine needs of where it runs. */

import type { Picture } from "../images/picture.ts";
import type { NamedBytes } from "../models/model.ts";
import type { ListFiles } from "./data-sets.ts";
import type { ModelCache } from "./model-cache.ts";
import type { BackendSources } from "./open-backend.ts";
import type { ReadFile } from "./read-model.ts";

/** What differs between a browser and Node. */
export interface Platform extends BackendSources {
  readonly read: ReadFile;
  readonly list: ListFiles;
  /** Keeps downloads, at most so many bytes. Nothing where files are local anyway. */
  readonly cache?: (most: number) => ModelCache;
  /** Throws EngineError("bad-image"). */
  decode(file: NamedBytes): Promise<Picture>;
}
