/** @file Which pictures of a data set count, and how each is explained. */

import { html, nothing } from "lit";
import type { DataSet } from "../../data/data-set.ts";
import type { ModelInfo } from "../../workers/protocol.ts";
import { count } from "../drawing/format.ts";
import { nameOf } from "../elements/compare.ts";
import { select } from "../elements/select.ts";
import type { DataSettings, MeansSettings, Settings } from "../elements/settings-value.ts";
import type { Words } from "../strings/strings.ts";
import { AVERAGED, samplesFor, selectedCount } from "./means-asks.ts";
import { numberField } from "./number-field.ts";
import { PICKS, PICTURES, SAMPLES, SEEDS } from "./ranges.ts";
import { asks } from "./saliency-asks.ts";

type Set = (change: Partial<Settings>) => void;

/** Of the matrix and of the mean maps. Nothing until the data set is read. */
export function dataFields(words: Words, { data }: Settings, from: DataSet | undefined, set: Set) {
  if (!from?.done) return nothing;
  const change = (part: Partial<DataSettings>) => set({ data: { ...data, ...part } });
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  const ofUsages = from.counts.map(sum);
  const ofClasses = from.classes.map((_, i) => sum(from.counts.map((row) => row[i])));
  return html`
    ${
      from.usages.length > 1
        ? checks(words.usagesLabel, from.usages, ofUsages, data.usages, (usages) => change({ usages }))
        : nothing
    }
    ${
      from.classes.length <= MOST_CHECKS
        ? checks(words.whichPictures, from.classes, ofClasses, data.classes, (classes) => change({ classes }))
        : nothing
    }
    ${numberField(
      words.atMost,
      "limit",
      Math.min(data.limit ?? from.samples, from.samples),
      PICTURES,
      (limit) => change({ limit: limit < from.samples ? limit : undefined }),
    )}
    <p class="hint">${words.selectedOf(count(selectedCount(data, from)), count(from.samples))}</p>
  `;
}

/** More boxes than this nobody ticks. */
const MOST_CHECKS = 100;

/** All are chosen where nothing is. */
function checks(
  label: string,
  names: readonly string[],
  counts: readonly number[],
  chosen: readonly string[] | undefined,
  change: (chosen: readonly string[] | undefined) => void,
) {
  const isChosen = (name: string) => chosen?.includes(name) ?? true;
  return html`
    <fieldset class="checks">
      <legend class="label">${label}</legend>
      ${names.map(
        (name, i) => html`
          <label>
            <input
              type="checkbox"
              value=${name}
              .checked=${isChosen(name)}
              @change=${({ target }: Event) => {
                const { checked } = target as HTMLInputElement;
                const now = names.filter((other) => (other === name ? checked : isChosen(other)));
                change(now.length < names.length ? now : undefined);
              }}
            />
            ${name}<span class="hint">${count(counts[i])}</span>
          </label>
        `,
      )}
    </fieldset>
  `;
}

export function meansFields(words: Words, { means, seed }: Settings, model: ModelInfo | undefined, set: Set) {
  const change = (part: Partial<MeansSettings>) => set({ means: { ...means, ...part } });
  const { method, of, samples, pick, cell } = means;
  const usual = samplesFor(method);
  const methods = AVERAGED.map((name) => [name, nameOf(words, name)]);
  const hasSeed = method === "lime" || asks(method).seed;
  return html`
    ${select(words.method, "method", methods, method, (value) =>
      change({ method: value as MeansSettings["method"], samples: undefined }),
    )}
    ${select(words.explainedClass, "of", Object.entries(words.explainedClasses), of, (value) =>
      change({ of: value as MeansSettings["of"] }),
    )}
    ${
      usual || hasSeed
        ? html`
    <div class="two">
      ${usual ? numberField(words.sampleCount, "samples", samples ?? usual, SAMPLES, (value) => change({ samples: value })) : nothing}
      ${hasSeed ? numberField(words.seed, "seed", seed, SEEDS, (value) => set({ seed: value })) : nothing}
    </div>`
        : nothing
    }
    ${numberField(words.pickCount, "picks", pick, PICKS, (value) => change({ pick: value }))}
    ${
      cell && model
        ? html`
            <div class="checks">
              <label>
                <input type="checkbox" id="cell" checked @change=${() => change({ cell: undefined })} />
                ${words.onlyCell(model.classes[cell.true], model.classes[cell.predicted])}
              </label>
            </div>
          `
        : nothing
    }
  `;
}
