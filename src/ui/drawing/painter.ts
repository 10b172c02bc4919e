/** @file Paints many small canvases without holding up the page: for a few milliseconds of each frame. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

const BUDGET = 6; // milliseconds of a frame

/** The pixels of a canvas, and what they were made from: the same sources need not be painted again. */
export interface Tile {
  readonly width: number;
  readonly height: number;
  readonly sources: readonly unknown[];
  /** Fills red, green, blue and alpha of each pixel. They are black and opaque before. */
  paint(rgba: Uint8ClampedArray): void;
}

export class Painter implements ReactiveController {
  /** By falling age: what is asked for again keeps its place, so that fast results starve nothing. */
  readonly #queue = new Map<HTMLCanvasElement, Tile>();
  readonly #painted = new WeakMap<HTMLCanvasElement, readonly unknown[]>();
  #frame = 0;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Paints a tile on a canvas, in the size of the tile, within the next frames. */
  add(canvas: HTMLCanvasElement, tile: Tile): void {
    const painted = this.#painted.get(canvas);
    const isSame = painted?.length === tile.sources.length && painted.every((s, i) => s === tile.sources[i]);
    if (isSame) this.#queue.delete(canvas);
    else this.#queue.set(canvas, tile);
    if (this.#queue.size > 0) this.#frame ||= requestAnimationFrame(this.#work);
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#queue.clear();
  }

  readonly #work = (): void => {
    const until = performance.now() + BUDGET;
    this.#frame = 0;
    for (const [canvas, tile] of this.#queue) {
      this.#queue.delete(canvas);
      paintTile(canvas, tile);
      this.#painted.set(canvas, tile.sources);
      if (performance.now() > until) break;
    }
    if (this.#queue.size > 0) this.#frame = requestAnimationFrame(this.#work);
  };
}

/** Paints a tile at once. */
export function paintTile(canvas: HTMLCanvasElement, { width, height, paint }: Tile): void {
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const image = new ImageData(width, height);
  for (let i = 3; i < image.data.length; i += 4) image.data[i] = 255;
  paint(image.data);
  canvas.getContext("2d")!.putImageData(image, 0, 0);
}
