/** @file What is shown in place of a view's own result: a saved one that was opened, an earlier one, or two that are compared. */

import type { ReactiveControllerHost } from "lit";
import { EngineError } from "../../errors.ts";
import { readSaved, type Saved, type SavedKind } from "../../saved/read.ts";
import type { Troubles } from "./troubles.ts";
import type { View } from "./views.ts";

/** More bytes than this are not read. */
const MOST = 2 ** 28;

const VIEW_OF: Readonly<Record<SavedKind, View>> = {
  ...{ compare: "compare", lime: "lime", saliency: "saliency", filters: "filters", maps: "maps" },
  ...{ prediction: "lime", model: "model", curves: "curves", confusion: "confusion", means: "means" },
};

/** What of an earlier result is not open any more. */
export type Gone = "model" | "reading" | "picture" | "data";

/** Why a result is only shown, or why two have no correlation. */
export type Note = Gone | "pictures" | "classes";

interface Shown {
  readonly origin: "file" | "past" | "compared";
  /** Of the file, or of each run. */
  readonly names: readonly string[];
  readonly note?: Note | undefined;
  /** Two stand side by side. */
  readonly results: readonly Saved[];
}

export class OpenSaved {
  /** Nothing: the views show their own. */
  shown: Shown | undefined;
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
    this.show({ origin: "file", names: [file.name], results: [result] });
    return VIEW_OF[result.kind];
  }

  show(shown: Shown): void {
    this.shown = shown;
    this.#host.requestUpdate();
  }

  close(): void {
    this.shown = undefined;
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
