/** @file The pictures that are open, the one that is shown, and what the model predicts of it. */

import type { ReactiveControllerHost } from "lit";
import type { Picture } from "../../images/picture.ts";
import type { Engine, ModelInfo, Prediction } from "../../workers/protocol.ts";
import type { OpenImage } from "./sources.ts";

export class OpenPictures {
  list: readonly OpenImage[] = [];
  /** Index in the list, −1 for none. */
  current = -1;
  /** The part of the image that is explained, in the size it is explained in. */
  picture: Picture | undefined;
  prediction: Prediction | undefined;
  isPredicting = false;
  readonly #host: ReactiveControllerHost;
  #turn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** Lists a picture: last, or before another. None is shown instead of the one that is. */
  add(image: OpenImage, at = this.list.length): void {
    const { list, current } = this;
    this.#set({ list: list.toSpliced(at, 0, image), current: current < at ? current : current + 1 });
  }

  /** Points at a picture that waits for a model. */
  choose(index: number): void {
    this.#set({ current: index });
  }

  /** Shows a picture as a model sees it, with its prediction. Whether no other was shown meanwhile. Throws what the engine throws. */
  async show(index: number, engine: Engine, model: ModelInfo): Promise<boolean> {
    const turn = ++this.#turn;
    this.#set({ current: index, prediction: undefined, isPredicting: true });
    try {
      const picture = await engine.decode(this.list[index].source, model);
      if (turn !== this.#turn) return false;
      this.#set({ picture });
      const prediction = await engine.predict(model, picture);
      if (turn !== this.#turn) return false;
      this.#set({ prediction });
      return true;
    } finally {
      if (turn === this.#turn) this.#set({ isPredicting: false });
    }
  }

  /** Shows a picture whose prediction is known. */
  put(index: number, picture: Picture, prediction: Prediction): void {
    this.#turn++;
    this.#set({ current: index, picture, prediction, isPredicting: false });
  }

  /** Forgets the prediction, and one that is under way: it is another model's. */
  forgetPrediction(): void {
    this.#turn++;
    this.#set({ prediction: undefined, isPredicting: false });
  }

  close(): void {
    this.forgetPrediction();
    for (const { thumbnail } of this.list) URL.revokeObjectURL(thumbnail);
    this.#set({ list: [], current: -1, picture: undefined });
  }

  #set(
    change: Partial<Pick<OpenPictures, "list" | "current" | "picture" | "prediction" | "isPredicting">>,
  ): void {
    Object.assign(this, change);
    this.#host.requestUpdate();
  }
}
