/** @file How the model is given its picture: value range, channels, fit, and what its classes are called. */

import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import type { ModelOptions } from "../../models/model.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { select } from "../elements/select.ts";
import type { Words } from "../strings/strings.ts";

/** Black and white, as most models take them. */
const RANGES = ["0,1", "-1,1", "0,255"];

/** `change` is called with all that the person has said by now. The reasons are the engine's own words. */
export function inputFields(
  words: Words,
  { preprocessing, classes, reasons }: ModelInfo,
  overrides: ModelOptions,
  change: (options: ModelOptions) => void,
) {
  const range = preprocessing.range.join(",");
  const ranges = RANGES.includes(range) ? RANGES : [range, ...RANGES];
  const setNames = (event: Event) => {
    const names = (event.target as HTMLTextAreaElement).value
      .split("\n")
      .map((name) => name.trim())
      .filter(Boolean);
    const { classNames: _, ...others } = overrides;
    change(names.length ? { ...others, classNames: names } : others); // none: the model's own again
  };
  return html`
    ${select(
      words.range,
      "range",
      ranges.map((pair) => [pair, readable(pair)]),
      range,
      (value) => {
        const [black, white] = value.split(",").map(Number);
        change({ ...overrides, range: [black, white] });
      },
    )}
    ${
      preprocessing.channels === "gray"
        ? nothing
        : select(
            words.channels,
            "channels",
            [
              ["rgb", "RGB"],
              ["bgr", "BGR"],
            ],
            preprocessing.channels,
            (value) => change({ ...overrides, channels: value as "rgb" | "bgr" }),
          )
    }
    ${select(words.resize, "resize", Object.entries(words.resizes), preprocessing.resize, (value) =>
      change({ ...overrides, resize: value as "stretch" | "crop" | "pad" }),
    )}
    <label class="field">
      <span>${words.classNames}</span>
      <textarea
        id="class-names"
        class="input"
        rows="4"
        aria-describedby="class-names-hint"
        .value=${live(classes.join("\n"))}
        @change=${setNames}
      ></textarea>
      <span class="hint" id="class-names-hint">${words.classNamesHint(classes.length)}</span>
    </label>
    ${reasons.map((reason) => html`<p class="hint" lang="en">${reason}</p>`)}
  `;
}

const readable = (pair: string) => pair.replace("-", "−").replace(",", " … ");
