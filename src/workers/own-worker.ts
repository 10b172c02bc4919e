/** @file Where the engine's script is. The package for bundlers has other lines here: see build/own-worker.ts. */

import url from "./engine.worker.ts?worker&url";
import { spawn } from "./spawn.ts";

export const ownWorker = (): Worker => spawn(new URL(url, import.meta.url));
