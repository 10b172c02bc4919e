/** @file How a chart of curves looks. */

import { css } from "lit";

export const curveChartStyles = css`
  .chart {
    display: grid;
    grid-template:
      "caption caption caption" auto
      "values plot names" 240px
      ". epochs ." 24px / auto minmax(0, 1fr) auto;
    gap: var(--ll-2);
    font-size: var(--ll-text-xs);
    color: var(--ll-ink-3);
    touch-action: pan-y;
  }
  .caption {
    grid-area: caption;
    display: flex;
    justify-content: space-between;
    margin-bottom: var(--ll-2);
  }
  .caption b {
    color: var(--ll-ink-2);
    font-weight: var(--ll-weight-strong);
  }
  .caption b::first-letter {
    text-transform: uppercase;
  }
  .plot {
    grid-area: plot;
    position: relative;
  }
  .plot svg {
    display: block;
    width: 100%;
    height: 100%;
    overflow: visible;
  }
  line,
  path {
    fill: none;
    stroke: var(--ll-line);
    vector-effect: non-scaling-stroke;
  }
  path {
    stroke: var(--run);
    stroke-width: 1.75;
    stroke-linejoin: round;
  }
  @media (forced-colors: active) {
    .grid {
      stroke: GrayText;
    }
  }
  .training {
    stroke-width: 1.25;
    stroke-dasharray: 4 3;
    opacity: 0.8;
  }
  .faint {
    opacity: 0.25;
  }
  .cursor {
    position: absolute;
    inset-block: 0;
    border-left: 1.5px dotted var(--ll-line-control);
    pointer-events: none;
  }
  .ring {
    position: absolute;
    width: 10px;
    height: 10px;
    margin: -5px;
    border: 2px solid var(--run);
    border-radius: 50%;
    background: var(--ll-paper);
    pointer-events: none;
  }
  .read {
    position: absolute;
    top: 0;
    padding: 0 var(--ll-2);
    color: var(--ll-ink);
    white-space: nowrap;
    pointer-events: none;
  }
  .read.below {
    top: auto;
    bottom: 0;
  }
  .read.before {
    translate: -100%;
  }
  .values,
  .names {
    grid-area: values;
    display: grid;
    position: relative;
    line-height: 1;
  }
  .names {
    grid-area: names;
  }
  .values span,
  .names span {
    grid-area: 1 / 1;
    position: relative;
    height: 1em;
    margin-top: -0.5em;
    text-align: right;
  }
  .names span {
    max-width: 12em;
    overflow: hidden;
    text-align: left;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: 1.2;
    height: 1.2em;
  }
  .names .main {
    color: var(--ll-ink);
    font-weight: var(--ll-weight-strong);
  }
  .epochs {
    grid-area: epochs;
    position: relative;
  }
  .epochs span {
    position: absolute;
    translate: -50%;
  }
`;
