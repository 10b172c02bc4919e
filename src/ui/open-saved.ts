/** @file A saved result that was opened: it is shown in place of its view's own. */

import type { ReactiveControllerHost } from "lit";
import { EngineError } from "../errors.ts";
import { readSaved, type Saved, type SavedKind } from "../saved/read.ts";
import type { Troubles } from "./troubles.ts";
import type { View } from "./views.ts";

/** More bytes than this are not read. */
const MOST = 2 ** 28;

const VIEW_OF: Readonly<Record<SavedKind, View>> = {
  ...{ compare: "compare", lime: "lime", saliency: "saliency", filters: "filters", maps: "maps" },
  ...{ prediction: "lime", model: "model", curves: "curves", confusion: "confusion", means: "means" },
};

export class OpenSaved {
  /** Of the file. */
  name = "";
  /** Nothing: the views show their own. */
  result: Saved | undefined;
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Opens the last of these files, in place of what was open, and gives the view it belongs to; nothing where none can be read. */
  async take(files: readonly File[], troubles: Troubles): Promise<View | undefined> {
    this.close();
    let view: View | undefined;
    for (const file of files)
      await troubles.keep(file.name, async () => {
        view = await this.#open(file);
      });
    return view;
  }

  /** Throws EngineError("bad-data") for what is no saved result, or a damaged one. */
  async #open(file: File): Promise<View> {
    if (file.size > MOST)
      throw new EngineError("bad-data", `a saved result of ${file.size} bytes; at most ${MOST} are read`);
    const result = readSaved(parsed(await file.text()));
    this.#set(file.name, result);
    return VIEW_OF[result.kind];
  }

  close(): void {
    if (this.result) this.#set("", undefined);
  }

  #set(name: string, result: Saved | undefined): void {
    Object.assign(this, { name, result });
    this.#host.requestUpdate();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EngineError("bad-data", "not a saved result: it is no JSON, or was cut off", { cause });
  }
}
