/** @file Earlier results: the last few of each view, to be shown again, and compared. They are in this tab's memory alone. */

import type { ReactiveControllerHost } from "lit";
import type { DataSet } from "../../data/data-set.ts";
import type { Saved } from "../../saved/read.ts";
import type { ModelInfo, Prediction } from "../../workers/protocol.ts";
import { bytesOf } from "../elements/bytes.ts";
import type { Settings } from "../elements/settings-value.ts";
import type { Session } from "./session.ts";
import type { OpenImage } from "./sources.ts";
import { isOfData, isOfPicture, type RunView } from "./views.ts";

/** Results of a view that are kept. */
const MOST = 8;
/** Bytes of all results that are kept; the newest one always is. */
const MOST_BYTES = 2 ** 26;

/** A result with what it was asked with. */
export interface PastRun {
  readonly view: RunView;
  readonly began: Date;
  /** Of this view's kind, with the picture and the class that was shown. */
  readonly saved: Saved;
  readonly settings: Settings;
  readonly model: ModelInfo;
  /** Of the view's picture; nothing where the view has none. */
  readonly image: OpenImage | undefined;
  readonly prediction: Prediction | undefined;
  readonly data: DataSet | undefined;
}

export class PastRuns {
  /** The newest first. */
  list: readonly PastRun[] = [];
  /** Those chosen to be compared: at most two, of one view. */
  picked: readonly PastRun[] = [];
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Of one view. */
  of(view: RunView): readonly PastRun[] {
    return this.list.filter((run) => run.view === view);
  }

  /** Keeps what the next run of a view ends with, whether it comes to its end or is stopped. There is a model. */
  keepNext(view: RunView, session: Session): void {
    const { runs, settings, model, images, current, data } = session;
    if (!model) throw new Error("unreachable: nothing to run");
    const classIndex = isOfPicture(view) && view !== "maps" ? session.classIndex : undefined;
    const [picture, prediction] = isOfPicture(view) ? [session.picture, session.prediction] : [];
    const run = runs[view];
    run.stop();
    const before = run.latest;
    const replaced = session.canGoOn ? before : undefined; // what goes on is the same run
    const asked = {
      ...{ view, began: new Date(), settings, model, prediction },
      image: isOfPicture(view) ? images[current] : undefined,
      data: isOfData(view) ? data.set : undefined,
    };
    run.ended = (result: object) => {
      const saved = { kind: view, result, picture, classIndex } as Saved;
      const others = this.list.filter((one) => one.saved.result !== replaced);
      if (result !== before) this.#set(bounded([{ ...asked, saved }, ...others]));
    };
  }

  /** Chooses a result to be compared, or takes that back. Of three the first is left out, and those of other views are. */
  pick(run: PastRun): void {
    const others = this.picked.filter((one) => one !== run && one.view === run.view);
    this.picked = this.picked.includes(run) ? others : [...others, run].slice(-2);
    this.#host.requestUpdate();
  }

  remove(run: PastRun): void {
    this.#set(this.list.filter((one) => one !== run));
  }

  /** Removes all; or those of one view. */
  clear(view?: RunView): void {
    this.#set(view === undefined ? [] : this.list.filter((run) => run.view !== view));
  }

  #set(list: readonly PastRun[]): void {
    this.list = list;
    this.picked = this.picked.filter((run) => list.includes(run));
    this.#host.requestUpdate();
  }
}

/** The newest first: as many of each view, and of all together, as are kept. */
export function bounded(list: readonly PastRun[]): readonly PastRun[] {
  const counts = new Map<RunView, number>();
  const few = list.filter(({ view }) => {
    const place = counts.get(view) ?? 0;
    counts.set(view, place + 1);
    return place < MOST;
  });
  const seen = new Set<unknown>(); // a picture that several results share counts once
  let bytes = 0;
  const end = few.findIndex((run, i) => {
    bytes += bytesOf([run.saved, run.settings], seen);
    return i > 0 && bytes > MOST_BYTES;
  });
  return end < 0 ? few : few.slice(0, end);
}
