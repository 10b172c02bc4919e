/** @file How a gallery looks, and its chosen one beside it, or above it where there is no room. */

import { css } from "lit";

export const galleryStyles = css`
  :host {
    container-type: inline-size;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-3);
    align-items: center;
    margin-bottom: var(--ll-4);
  }
  .controls .hint {
    margin-left: auto;
  }
  .with-one {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 232px;
    gap: var(--ll-8);
    align-items: start;
  }
  .gallery {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
    gap: var(--ll-3) var(--ll-2);
  }
  [role="option"] {
    position: relative;
    min-width: 0;
    color: var(--ll-ink-2);
    font-size: var(--ll-text-xs);
    cursor: pointer;
  }
  canvas {
    display: block;
    width: 100%;
    aspect-ratio: var(--aspect, 1);
    border-radius: var(--ll-radius-s);
    background: var(--ll-sunken);
    image-rendering: pixelated;
    forced-color-adjust: none;
  }
  .caption {
    display: flex;
    gap: var(--ll-1);
    justify-content: space-between;
    margin-top: 3px;
  }
  .caption > :last-child {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [role="option"]:hover canvas,
  [aria-selected="true"] canvas {
    outline: 2px solid var(--ll-ink);
    outline-offset: 2px;
  }
  [role="option"]:focus-visible {
    outline: none;
  }
  [role="option"]:focus-visible canvas {
    outline: 2px solid var(--ll-focus);
    outline-offset: 2px;
  }
  [aria-selected="true"] {
    color: var(--ll-ink);
    font-weight: var(--ll-weight-strong);
  }
  .more {
    margin-top: var(--ll-4);
  }
  .one {
    position: sticky;
    top: 0;
    display: grid;
    gap: var(--ll-3);
  }
  .one h2 {
    margin: 0;
  }
  .one dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: var(--ll-1) var(--ll-3);
    margin: 0;
  }
  .one dt {
    color: var(--ll-ink-2);
  }
  .one dd {
    margin: 0;
    text-align: right;
  }
  .warning {
    color: var(--ll-warn-ink);
  }
  @container (max-width: 900px) {
    .gallery {
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
  }
  @container (max-width: 720px) {
    .with-one {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--ll-4);
    }
    .one {
      position: static;
      grid-row: 1;
      grid-template-columns: 1fr 1fr;
      align-items: start;
    }
    .one h2,
    .one .warning {
      grid-column: 1 / 3;
    }
    .gallery {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }
`;
