/** @file How the list of superpixels looks. */

import { css } from "lit";

export const weightsStyles = css`
  [role="listbox"] {
    border-top: 1px solid var(--ll-line);
  }
  .label h2 {
    font: inherit;
  }
  .label span {
    font-weight: var(--ll-weight);
    color: var(--ll-ink-3);
  }
  [role="option"] {
    display: grid;
    grid-template-columns: 15px 24px 1fr max-content;
    gap: var(--ll-2);
    align-items: center;
    min-height: 29px;
    border-bottom: 1px solid var(--ll-line);
    cursor: pointer;
  }
  .tick {
    display: grid;
    place-items: center;
    height: 15px;
    border: 1.5px solid var(--ll-line-control);
    border-radius: var(--ll-radius-s);
  }
  [aria-checked="true"] .tick {
    border-color: var(--ll-ink);
    background: var(--ll-ink);
  }
  [aria-checked="true"] .tick::after {
    content: "";
    width: 5px;
    height: 9px;
    margin-bottom: 3px;
    border: solid var(--ll-paper);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }
  [aria-checked="false"] .id,
  [aria-checked="false"] .value {
    text-decoration: line-through;
    color: var(--ll-ink-3);
  }
  [aria-checked="false"] .track i {
    opacity: 0.25;
  }
  [aria-selected="true"] {
    background: var(--ll-panel);
    box-shadow: inset 2px 0 var(--ll-ink);
  }
  [role="option"]:focus-visible {
    outline-offset: -2px;
  }
  .id {
    color: var(--ll-ink-2);
    text-align: right;
  }
  .value {
    text-align: right;
    white-space: nowrap;
  }
  .track {
    position: relative;
    height: 17px;
  }
  .track::before {
    content: "";
    position: absolute;
    inset: -6px auto -6px 50%;
    width: 1px;
    background: var(--ll-line-control);
  }
  .track i {
    position: absolute;
    inset-block: 4px;
    forced-color-adjust: none;
  }
  .track[data-unsure] i {
    opacity: 0.35;
  }
  .track i.raises {
    background: var(--ll-pos);
  }
  .track i.lowers {
    background: var(--ll-neg);
  }
  .track u {
    position: absolute;
    top: 8px;
    height: 1.5px;
    background: var(--ll-ink);
  }
  .link {
    margin-top: var(--ll-2);
    font-size: var(--ll-text-xs);
  }
  @media (pointer: coarse), (max-width: 640px) {
    [role="option"] {
      min-height: 44px;
    }
  }
  @media (forced-colors: active) {
    [aria-checked="true"] .tick::after {
      border-color: CanvasText;
    }
    [aria-selected="true"]:not(:focus-visible) {
      outline: 2px solid CanvasText;
      outline-offset: -2px;
    }
  }
`;
