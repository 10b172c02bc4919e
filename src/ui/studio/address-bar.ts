/** @file Keeps the page's state in the address of its window. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { type Address, readAddress, writeAddress } from "./address.ts";

export class AddressBar implements ReactiveController {
  /** Nothing is written before what was there has been read. */
  isKept = false;
  readonly #now: () => Address;
  readonly #go: (address: Address) => void;

  /** `now` is the state; `go` takes one that was gone back to, or typed. */
  constructor(host: ReactiveControllerHost, now: () => Address, go: (address: Address) => void) {
    this.#now = now;
    this.#go = go;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("popstate", this.#moved);
  }

  hostDisconnected(): void {
    window.removeEventListener("popstate", this.#moved);
  }

  /** Another view is another place to come back to; a setting is not. */
  hostUpdated(): void {
    if (!this.isKept) return;
    const now = this.#now();
    const fragment = writeAddress(now);
    if (fragment === location.hash) return;
    const url = fragment || location.pathname + location.search;
    if (readAddress(location.hash).view === now.view) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
  }

  readonly #moved = (): void => {
    if (this.isKept) this.#go(readAddress(location.hash));
  };
}
