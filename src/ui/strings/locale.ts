/** @file In which language an element speaks: that of the nearest `lang` around it. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { catalogue, type Language, type Words } from "./strings.ts";

/** Keeps an element's words in the language around it, and redraws it when that changes. */
export class Locale implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  #language: Language = "en";

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host;
    host.addController(this);
  }

  get words(): Words {
    return catalogue[this.#language];
  }

  hostConnected(): void {
    listeners.add(this);
    observer ??= new MutationObserver(() => {
      for (const locale of listeners) locale.update();
    });
    if (listeners.size === 1)
      observer.observe(document, { attributes: true, attributeFilter: ["lang"], subtree: true });
    this.update();
  }

  hostDisconnected(): void {
    listeners.delete(this);
    if (listeners.size === 0) observer?.disconnect();
  }

  update(): void {
    const language = languageOf(this.#host);
    if (language === this.#language) return;
    this.#language = language;
    this.#host.requestUpdate();
  }
}

/** One observer for all elements. It sees `lang` in the document's own tree, not inside other shadow trees. */
let observer: MutationObserver | undefined;
const listeners = new Set<Locale>();

/** The language of the nearest `lang`, looked for across shadow trees. English where there is none that we speak. */
export function languageOf(element: Element): Language {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const found = at.closest("[lang]")?.getAttribute("lang");
    if (found) return /^zh\b/i.test(found) ? "zh-Hant" : "en";
  }
  return "en";
}

/** The first of the person's languages that we speak. Chinese is the traditional one: tags say so by their script or region. */
export function preferredLanguage(languages: readonly string[] = navigator.languages): Language {
  for (const tag of languages) {
    const { language, script } = new Intl.Locale(tag).maximize();
    if (language === "en") return "en";
    if (language === "zh" && script === "Hant") return "zh-Hant";
  }
  return "en";
}

function hostOf(element: Element): Element | undefined {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : undefined;
}
