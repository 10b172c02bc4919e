/** @file How controls look. Each element takes what it needs; the values are the tokens of `tokens.css`. */

import { css } from "lit";

/** Text, focus and headings: for every element. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    color: var(--ll-ink);
    font: var(--ll-weight) var(--ll-text-s) / var(--ll-leading) var(--ll-font);
    font-variant-numeric: tabular-nums;
  }
  :host([hidden]) {
    display: none;
  }
  h1,
  h2,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  :focus-visible {
    outline: 2px solid var(--ll-focus);
    outline-offset: 2px;
    border-radius: var(--ll-radius-s);
  }
  .label {
    display: flex;
    gap: var(--ll-2);
    justify-content: space-between;
    align-items: baseline;
    margin-bottom: var(--ll-2);
    font-size: var(--ll-text-xs);
    font-weight: var(--ll-weight-strong);
    color: var(--ll-ink-2);
  }
  .quiet {
    color: var(--ll-ink-2);
  }
  .hint {
    color: var(--ll-ink-3);
    font-size: var(--ll-text-xs);
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
    }
  }
`;

export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: var(--ll-control);
    padding: 0 12px;
    border: 1px solid var(--ll-line-control);
    border-radius: var(--ll-radius);
    background: var(--ll-paper);
    color: var(--ll-ink);
    font: inherit;
    white-space: nowrap;
    cursor: pointer;
    transition: background var(--ll-quick) var(--ll-ease);
  }
  .button:hover {
    background: var(--ll-sunken);
  }
  .button:disabled {
    color: var(--ll-ink-3);
    border-color: var(--ll-line);
    background: var(--ll-paper);
    cursor: default;
  }
  .button.main:not(:disabled) {
    background: var(--ll-action);
    border-color: var(--ll-action);
    color: var(--ll-on-action);
    font-weight: var(--ll-weight-strong);
  }
  .button.main:not(:disabled):hover {
    background: var(--ll-ink-2);
  }
  .button.plain {
    border-color: transparent;
    background: none;
  }
  .button.plain:hover {
    background: var(--ll-sunken);
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--ll-ink-2);
    font: inherit;
    font-weight: var(--ll-weight);
    text-decoration: underline;
    cursor: pointer;
  }
  kbd {
    padding: 0 5px;
    border: 1px solid currentColor;
    border-radius: 4px;
    font: inherit;
    font-size: var(--ll-text-xs);
    line-height: 16px;
    opacity: 0.75;
  }
  @media (pointer: coarse), (max-width: 640px) {
    .link {
      min-height: 44px;
      min-width: 44px;
    }
    kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .button.main:not(:disabled) {
      forced-color-adjust: none; /* else its text has a ground of its own colour */
    }
    .button:disabled {
      border-color: GrayText;
      color: GrayText;
    }
  }
`;

export const fields = css`
  .field {
    display: grid;
    gap: var(--ll-1);
  }
  .field > span {
    display: flex;
    justify-content: space-between;
    color: var(--ll-ink-2);
    font-size: var(--ll-text-xs);
  }
  .field b {
    color: var(--ll-ink);
    font-weight: var(--ll-weight);
  }
  .input {
    width: 100%;
    min-width: 0;
    min-height: var(--ll-control);
    padding: 0 10px;
    border: 1px solid var(--ll-line-control);
    border-radius: var(--ll-radius);
    background: var(--ll-paper);
    color: inherit;
    font: inherit;
  }
  textarea.input {
    padding: 6px 10px;
    resize: vertical;
  }
  .two {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--ll-2);
  }
  input[type="range"] {
    width: 100%;
    height: 20px;
    margin: 0;
    accent-color: var(--ll-ink);
    cursor: pointer;
  }
  .segments {
    display: flex;
    min-width: 0;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--ll-line-control);
    border-radius: var(--ll-radius);
    background: var(--ll-paper);
  }
  .segments label {
    position: relative;
    display: grid;
    flex: 1;
    place-items: center;
    min-height: calc(var(--ll-control) - 2px);
    padding: 0 10px;
    color: var(--ll-ink-2);
    white-space: nowrap;
    cursor: pointer;
  }
  .segments label + label {
    border-left: 1px solid var(--ll-line);
  }
  .segments input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .segments label:has(:checked) {
    background: var(--ll-sunken);
    box-shadow: inset 0 -2px var(--ll-ink);
    color: var(--ll-ink);
    font-weight: var(--ll-weight-strong);
  }
  .segments label:has(:focus-visible) {
    outline: 2px solid var(--ll-focus);
    outline-offset: -2px;
  }
  @media (pointer: coarse), (max-width: 640px) {
    input[type="range"] {
      height: 44px;
    }
  }
  @media (forced-colors: active) {
    .segments label:has(:checked) {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
