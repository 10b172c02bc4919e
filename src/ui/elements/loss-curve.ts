/** @file How a filter's activation grew, step by step: a line. */

import { css, html, nothing, svg } from "lit";
import { compact } from "../drawing/format.ts";
import type { Words } from "../strings/strings.ts";

const WIDTH = 200;
const HEIGHT = 64;

/** `losses` are those before each of `steps` steps and after the last, as far as they have come. */
export function lossCurve(words: Words, losses: ArrayLike<number>, steps: number) {
  const values = Array.from(losses).filter(Number.isFinite);
  if (values.length < 2) return nothing;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, i) => {
    const x = (WIDTH * i) / Math.max(steps, values.length - 1);
    const y = most > least ? HEIGHT * (1 - (value - least) / (most - least)) : HEIGHT / 2;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const label = words.curve(compact(values[0]), compact(values.at(-1)!), String(values.length - 1));
  return html`
    <div class="curve">
      <svg viewBox="0 -2 ${WIDTH} ${HEIGHT + 4}" preserveAspectRatio="none" role="img" aria-label=${label}>
        ${svg`<polyline points=${points.join(" ")} vector-effect="non-scaling-stroke" />`}
      </svg>
      <span>${compact(most)}</span><span>${compact(least)}</span>
      <span>0</span><span>${steps} ${words.steps.toLocaleLowerCase("en")}</span>
    </div>
  `;
}

export const lossCurveStyles = css`
  .curve {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    grid-template-areas:
      "line line most"
      "line line least"
      "from to .";
    gap: 2px var(--ll-2);
    color: var(--ll-ink-3);
    font-size: var(--ll-text-xs);
  }
  .curve svg {
    grid-area: line;
    width: 100%;
    height: 72px;
    border-bottom: 1px solid var(--ll-line-control);
  }
  .curve polyline {
    fill: none;
    stroke: var(--ll-ink);
    stroke-width: 1.75;
  }
  .curve span:nth-of-type(1) {
    grid-area: most;
  }
  .curve span:nth-of-type(2) {
    grid-area: least;
    align-self: end;
  }
  .curve span:nth-of-type(3) {
    grid-area: from;
  }
  .curve span:nth-of-type(4) {
    grid-area: to;
    text-align: right;
  }
`;
