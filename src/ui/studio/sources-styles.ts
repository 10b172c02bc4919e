/** @file How the model's card and the images look: a column, and a strip of thumbnails on a phone. */

import { css } from "lit";

export const sourcesStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--ll-6);
  }
  .label span {
    font-weight: var(--ll-weight);
    color: var(--ll-ink-3);
  }
  .card {
    display: grid;
    gap: 2px;
    padding: 10px 12px;
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius);
    background: var(--ll-paper);
    overflow-wrap: anywhere;
  }
  b {
    font-weight: var(--ll-weight-strong);
  }
  .bundled {
    margin-top: var(--ll-3);
  }
  .bundled .hint {
    margin: 6px 0 0;
  }
  .bundled .segments label {
    padding: 0 3px;
  }
  .images {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--ll-3);
    align-items: start;
  }
  .images button {
    padding: 0;
    border: 0;
    background: none;
    color: var(--ll-ink-2);
    font: inherit;
    font-size: var(--ll-text-xs);
    line-height: 1.3;
    text-align: left;
    cursor: pointer;
  }
  .images span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .images img {
    display: block;
    width: 100%;
    margin-bottom: 4px;
    aspect-ratio: 1;
    object-fit: cover;
    border-radius: var(--ll-radius-s);
    background: var(--ll-sunken);
  }
  .images [aria-pressed="true"] {
    color: var(--ll-ink);
    font-weight: var(--ll-weight-strong);
  }
  .images [aria-pressed="true"] img {
    outline: 2px solid var(--ll-ink);
    outline-offset: 2px;
  }
  .images .add {
    display: grid;
    place-items: center;
    aspect-ratio: 1;
    border: 1px dashed var(--ll-line-control);
    border-radius: var(--ll-radius-s);
    font-size: 20px;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-3);
    margin-top: var(--ll-3);
    font-size: var(--ll-text-xs);
  }
  @media (pointer: coarse) {
    .ways button {
      min-height: 44px;
    }
  }
  @media (min-width: 641px) and (max-width: 1100px) {
    .bundled .segments {
      font-size: var(--ll-text-xs);
    }
  }
  /* a strip that scrolls: the images first */
  @media (max-width: 640px) {
    :host {
      flex-direction: row;
      gap: var(--ll-4);
      align-items: center;
    }
    .model {
      order: 1;
    }
    .model,
    section {
      display: flex;
      flex: none;
      gap: var(--ll-4);
      align-items: center;
    }
    .bundled,
    .ways {
      flex-wrap: nowrap;
      margin: 0;
      white-space: nowrap;
    }
    .images {
      display: flex;
      gap: 10px;
    }
    .images button {
      flex: none;
      width: 44px;
      height: 44px;
    }
    .images img {
      height: 44px;
      margin: 0;
    }
    section:not(.model) > .label,
    .images span,
    .bundled .hint,
    .card {
      display: none;
    }
    .model .label {
      gap: var(--ll-3);
      margin: 0;
    }
  }
`;
