/** @file How an element looks that explains by itself: it takes the width it is given, and lays itself out in that. */

import { css } from "lit";

export const explainerStyles = css`
  :host {
    container-type: inline-size;
    min-height: 1px; /* what has no area is not seen */
    background: var(--ll-paper);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    gap: var(--ll-2) var(--ll-3);
    align-items: center;
    min-height: var(--ll-control);
    margin-top: var(--ll-3);
    color: var(--ll-ink-2);
  }
  .foot .end {
    display: flex;
    gap: var(--ll-2);
    margin-left: auto;
  }
  progress {
    flex: 1 1 100%;
    height: 3px;
    border: 0;
    background: var(--ll-sunken);
    accent-color: var(--ll-ink);
  }
`;
