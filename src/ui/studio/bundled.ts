/** @file What comes with the page: two models, pictures for each, and what the training of ours left behind. */

import { EngineError } from "../../errors.ts";
import { openDataSet } from "./data-work.ts";
import type { Session } from "./session.ts";

/** By the file, and the first picture that the model is for, by its name in the catalogue of words. */
const MODELS = {
  faces: { file: "faces.h5", picture: "drawnHappy" },
  emotion: { file: "emotion.json", picture: "face" },
} as const;

/** "faces" was trained on drawn faces by this project, "emotion" on photos of people. */
export type BundledModel = keyof typeof MODELS;
const BUNDLED_MODELS = Object.keys(MODELS) as BundledModel[];

const PICTURES = {
  drawnHappy: "drawn-happy.png",
  drawnAngry: "drawn-angry.png",
  drawnSurprise: "drawn-surprise.png",
  drawnSad: "drawn-sad.png",
  face: "astronaut-face.png",
  astronaut: "astronaut.png",
  cat: "chelsea.png",
  coffee: "coffee.png",
};

export type BundledPicture = keyof typeof PICTURES;

export const isBundledPicture = (name: string): boolean => name in PICTURES;

/** The folder where they lie, beside a session that they are opened in. */
export class Bundle {
  readonly #folder: URL;
  readonly #session: Session;

  constructor(folder: URL, session: Session) {
    this.#folder = folder;
    this.#session = session;
  }

  /** Which of the models is in use. */
  get model(): BundledModel | undefined {
    const { url } = this.#session.opened;
    return BUNDLED_MODELS.find((name) => url === this.addressOf(name).href);
  }

  addressOf(model: BundledModel): URL {
    return this.#at(MODELS[model].file);
  }

  /** Lists all pictures, to be shown later. */
  addPictures(): void {
    for (const [name, file] of Object.entries(PICTURES)) {
      const { href } = this.#at(file);
      this.#session.addImage({ name, source: href, thumbnail: href });
    }
  }

  /** Opens a model and shows the first picture it is for; or opens the faces that ours was not trained on. */
  async open(name: BundledModel | "held-out"): Promise<void> {
    const session = this.#session;
    session.troubles.clear();
    if (name === "held-out") {
      await session.troubles.keep(name, async () =>
        openDataSet(session, [await this.#fetch("held-out.zip")]),
      );
      return;
    }
    const before = session.current;
    await session.openModel(this.addressOf(name), name);
    const first = session.images.findIndex((image) => image.name === MODELS[name].picture);
    if (this.model === name && session.current === before && first >= 0) await session.show(first);
  }

  /** The curves of our model's training, if it is in use and no curves are shown. */
  async showTraining(): Promise<void> {
    const session = this.#session;
    if (session.curves.latest || this.model !== "faces") return;
    await session.troubles.keep("faces", async () => {
      const names = ["loss", "accuracy", "val_loss", "val_accuracy"];
      await session.curves.read(await Promise.all(names.map((name) => this.#fetch(`faces_${name}.npy`))));
    });
  }

  #at(file: string): URL {
    return new URL(file, this.#folder);
  }

  async #fetch(name: string): Promise<File> {
    const response = await fetch(this.#at(name));
    if (!response.ok)
      throw new EngineError("bad-data", `${name} could not be loaded: the server answers ${response.status}`);
    return new File([await response.blob()], name);
  }
}
