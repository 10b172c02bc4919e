/** @file How the middle of the page is laid out: the finding, the picture beside its numbers, and what went wrong. */

import { css } from "lit";

export const stageStyles = css`
  .edit {
    margin-top: var(--ll-4);
  }
  .edit summary {
    min-height: 24px;
    cursor: pointer;
  }
  .edit[open] summary {
    margin-bottom: var(--ll-2);
  }
  @media (pointer: coarse), (max-width: 640px) {
    .edit summary {
      min-height: 44px;
    }
  }
  .new-version {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-2) var(--ll-3);
    align-items: center;
    justify-content: space-between;
    margin-bottom: var(--ll-4);
    padding-bottom: var(--ll-3);
    border-bottom: 1px solid var(--ll-line);
  }
  .saved {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-2) var(--ll-3);
    align-items: center;
    margin-bottom: var(--ll-4);
    padding-bottom: var(--ll-3);
    border-bottom: 1px solid var(--ll-line);
    color: var(--ll-ink-2);
    overflow-wrap: anywhere;
  }
  .saved > span {
    flex: 1;
  }
  .saved details {
    flex: 1 1 100%;
  }
  .saved dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--ll-1) var(--ll-4);
    margin: var(--ll-2) 0 0;
  }
  .saved dd {
    margin: 0;
  }
  .stage {
    max-width: 1040px;
    margin: 0 auto;
  }
  .head {
    margin-bottom: var(--ll-6);
  }
  .finding {
    max-width: 44em;
    font-size: var(--ll-text-l);
    font-weight: 500;
    line-height: var(--ll-leading-tight);
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .finding:not(:lang(zh)) {
    letter-spacing: -0.014em;
  }
  .finding strong {
    font-weight: var(--ll-weight-strong);
  }
  .finding code {
    font-family: var(--ll-font-code);
    font-size: 0.92em;
  }
  .trust {
    max-width: 76ch;
    min-height: 1.5em;
    margin-top: 6px;
    color: var(--ll-ink-2);
    font-size: var(--ll-text-m);
    text-wrap: pretty;
  }
  .warning {
    margin-top: var(--ll-2);
    color: var(--ll-warn-ink);
  }
  .lime {
    display: grid;
    grid-template-columns: minmax(0, 1.5fr) minmax(280px, 1fr);
    gap: var(--ll-8);
    align-items: start;
  }
  .lime[hidden] {
    display: none;
  }
  .halves {
    display: grid;
    grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr);
    gap: var(--ll-8);
    align-items: start;
  }
  .cells {
    grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
  }
  .halves:has(> :only-child) {
    grid-template-columns: minmax(0, 640px);
  }
  .kept {
    margin-top: var(--ll-6);
  }
  .thumbnails {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(64px, 1fr));
    gap: var(--ll-2);
    margin-top: var(--ll-3);
  }
  .thumbnails button {
    width: 100%;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
  .thumbnails img {
    display: block;
    width: 100%;
    border-radius: var(--ll-radius-s);
    image-rendering: pixelated;
  }
  details.warning {
    margin: 0 0 var(--ll-4);
  }
  .drawer figure {
    margin: var(--ll-3) 0;
  }
  .drawer .button {
    margin-top: var(--ll-3);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-2);
    align-items: center;
    margin-bottom: var(--ll-6);
  }
  .stack {
    display: grid;
    gap: var(--ll-6);
  }
  .what-if {
    display: flex;
    gap: var(--ll-3);
    align-items: center;
    justify-content: space-between;
    padding: 8px 8px 8px 12px;
    border-radius: var(--ll-radius);
    background: var(--ll-sunken);
    font-size: var(--ll-text-m);
  }
  .fit {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px var(--ll-3);
    align-items: baseline;
    padding-top: var(--ll-3);
    border-top: 1px solid var(--ll-line);
  }
  .fit b {
    font-size: var(--ll-text-l);
    font-weight: 500;
  }
  .fit p {
    grid-column: 1 / 3;
  }
  .empty {
    display: grid;
    gap: var(--ll-4);
    justify-items: start;
    padding: var(--ll-8);
    border: 1.5px dashed var(--ll-line-control);
    border-radius: var(--ll-radius-l);
  }
  .empty .row {
    margin: 0;
  }
  .empty h2 {
    font-size: var(--ll-text-l);
    font-weight: 500;
  }
  .troubles:not(:empty) {
    display: grid;
    gap: var(--ll-3);
  }
  .troubles > p {
    margin-bottom: var(--ll-6);
  }
  .error {
    padding: var(--ll-4);
    border-left: 3px solid var(--ll-error-ink);
    border-radius: 0 var(--ll-radius) var(--ll-radius) 0;
    background: var(--ll-error-paper);
    overflow-wrap: anywhere;
  }
  .error h2 {
    color: var(--ll-error-ink);
    font-size: var(--ll-text-m);
    font-weight: var(--ll-weight-strong);
  }
  @container (max-width: 800px) {
    .cells {
      grid-template-columns: minmax(0, 640px);
      gap: var(--ll-6);
    }
  }
  @container (max-width: 720px) {
    .lime,
    .halves {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--ll-6);
    }
  }
  @media (max-width: 640px) {
    .head {
      margin-bottom: var(--ll-4);
    }
    .finding {
      font-size: 1.1875rem;
    }
    .trust {
      font-size: var(--ll-text-s);
    }
    limelight-superpixels::part(picture) {
      width: calc(100% + 2 * var(--ll-4));
      margin-inline: calc(-1 * var(--ll-4));
    }
    .empty {
      padding: var(--ll-4);
    }
  }
`;
