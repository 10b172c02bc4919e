/** @file A page with one element, for tests of the elements. */

import axe from "axe-core";
import { render, type TemplateResult } from "lit";
import { afterEach } from "vitest";
import type { LimelightEvents } from "../src/ui/elements/events.ts";
import type { Language } from "../src/ui/strings/strings.ts";

const place = document.createElement("main");
document.body.append(place);
let listening = new AbortController();

afterEach(() => {
  listening.abort();
  render(undefined, place);
  place.removeAttribute("lang");
});

/** Renders one element and waits for it; `heard` collects the details of its events of that name. */
export async function show<Name extends keyof LimelightEvents>(template: TemplateResult, name: Name) {
  const heard: LimelightEvents[Name][] = [];
  listening = new AbortController();
  const hear = (event: Event) => heard.push((event as CustomEvent<LimelightEvents[Name]>).detail);
  place.addEventListener(name, hear, listening);
  render(template, place);
  const element = place.firstElementChild as HTMLElement & { updateComplete: Promise<boolean> };
  await element.updateComplete;
  const all = <E extends Element = HTMLElement>(selector: string) => [
    ...element.shadowRoot!.querySelectorAll<E>(selector),
  ];
  return {
    element,
    heard,
    all,
    one: <E extends Element = HTMLElement>(selector: string) => all<E>(selector)[0],
    /** Gives the element other properties. */
    async change(properties: object) {
      Object.assign(element, properties);
      await element.updateComplete;
    },
  };
}

/** Has the page in another language. */
export async function speak(language: Language): Promise<void> {
  place.lang = language;
  await new Promise((resolve) => setTimeout(resolve)); // elements hear of it after this task
  await (place.firstElementChild as { updateComplete?: Promise<boolean> } | null)?.updateComplete;
}

export const press = (target: EventTarget, key: string) =>
  target.dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
  );

/** Waits until what was asked to be painted is on the screen. */
export async function painted(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
}

/** Red, green and blue of a canvas's pixel, given as shares of its width and height. */
export function pixelOf(canvas: HTMLCanvasElement, x: number, y: number): readonly number[] {
  const at = [Math.floor(x * canvas.width), Math.floor(y * canvas.height)] as const;
  return [
    ...canvas
      .getContext("2d")!
      .getImageData(...at, 1, 1)
      .data.subarray(0, 3),
  ];
}

/** What axe has to complain about. */
export async function complaints(): Promise<string[]> {
  const { violations } = await axe.run(place);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}
