/** @file How a confusion matrix looks. */

import { css } from "lit";

export const confusionMatrixStyles = css`
  .scroll {
    overflow-x: auto;
  }
  table {
    border-collapse: separate;
    border-spacing: 2px;
  }
  .matrix thead td {
    width: max(4em, var(--letters) * 0.55em);
  }
  .matrix thead .rate {
    width: 5.5em;
  }
  .rate {
    white-space: nowrap;
  }
  .matrix {
    width: 100%;
    min-width: calc(6em + var(--letters) * 0.55em + var(--classes) * max(40px, var(--letters) * 0.55em)); /* else it scrolls */
    table-layout: fixed;
  }
  th {
    padding: 4px;
    color: var(--ll-ink-2);
    font-size: var(--ll-text-xs);
    font-weight: var(--ll-weight);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .matrix thead th {
    padding-inline: 0;
  }
  th[scope="row"] {
    position: sticky;
    left: 0;
    z-index: 1;
    background: var(--ll-paper);
    text-align: right;
  }
  .matrix td {
    padding: 0;
    text-align: center;
  }
  .matrix button {
    width: 100%;
    min-height: 44px;
    border: 1.5px solid transparent;
    border-radius: var(--ll-radius-s);
    background: color-mix(in srgb, var(--ll-ink) calc(3% + 33% * var(--share)), var(--ll-paper));
    color: var(--ll-ink);
    font: inherit;
    cursor: pointer;
  }
  .matrix button[data-right] {
    border-color: var(--ll-line-control);
    font-weight: var(--ll-weight-strong);
  }
  .matrix [aria-selected="true"] button {
    border-color: var(--ll-ink);
    box-shadow: inset 0 0 0 1px var(--ll-ink);
  }
  @media (forced-colors: active) {
    .matrix button {
      forced-color-adjust: none;
    }
    .matrix button[data-right] {
      border-color: CanvasText;
    }
    .matrix [aria-selected="true"] button {
      border-width: 3px;
    }
  }
  .rate {
    color: var(--ll-ink-2);
  }
  .numbers {
    width: 100%;
    border-spacing: 0;
  }
  .numbers :is(td, th) {
    padding: 4px var(--ll-2);
    border-bottom: 1px solid var(--ll-line);
    text-align: right;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-3);
    align-items: end;
    justify-content: space-between;
    margin-bottom: var(--ll-3);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-2) var(--ll-6);
    margin: var(--ll-4) 0;
  }
  dt {
    color: var(--ll-ink-2);
    font-size: var(--ll-text-xs);
  }
  dd {
    margin: 0;
    font-weight: var(--ll-weight-strong);
  }
  summary {
    cursor: pointer;
  }
  .calibration img {
    display: block;
    max-width: 100%;
    margin-top: var(--ll-2);
    border-radius: var(--ll-radius-s);
    background: #fff;
  }
`;
