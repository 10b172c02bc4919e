/** @file How an attribution is laid out: three pictures in a row, the first above the others where there is no room. */

import { css } from "lit";

export const saliencyStyles = css`
  :host {
    container-type: inline-size;
  }
  .warning {
    margin-bottom: var(--ll-3);
    color: var(--ll-warn-ink);
  }
  .trio {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: var(--ll-6) var(--ll-4);
  }
  figure {
    margin: 0;
  }
  figcaption {
    display: flex;
    gap: var(--ll-2);
    justify-content: space-between;
    margin: 6px 0 var(--ll-3);
    color: var(--ll-ink-2);
    font-size: var(--ll-text-xs);
  }
  figcaption span + span {
    text-align: right;
  }
  dl {
    display: grid;
    gap: var(--ll-2);
    margin: var(--ll-6) 0 0;
    padding-top: var(--ll-4);
    border-top: 1px solid var(--ll-line);
  }
  dl div {
    display: grid;
    grid-template-columns: 132px 1fr;
    gap: 0 var(--ll-3);
  }
  dt {
    color: var(--ll-ink-2);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  dd b {
    font-weight: var(--ll-weight-strong);
  }
  code {
    font-family: var(--ll-font-code);
  }
  @container (max-width: 560px) {
    .trio {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .trio > :first-child {
      grid-column: 1 / 3;
    }
    dl div {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
