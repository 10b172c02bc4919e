/** @file Light or dark, for an element and all in it: as the person chooses, else as the system has it. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

export const THEMES = ["system", "light", "dark"] as const;

export class Theme implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #system = matchMedia("(prefers-color-scheme: dark)");
  #choice: (typeof THEMES)[number] = "system";

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get choice(): (typeof THEMES)[number] {
    return this.#choice;
  }

  set choice(choice: (typeof THEMES)[number]) {
    this.#choice = choice;
    this.#apply();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#system.addEventListener("change", this.#apply);
    this.#apply();
  }

  hostDisconnected(): void {
    this.#system.removeEventListener("change", this.#apply);
  }

  readonly #apply = (): void => {
    const system = this.#system.matches ? "dark" : "light";
    this.#host.dataset.theme = this.#choice === "system" ? system : this.#choice;
  };
}
