/** @file How the settings look. */

import { css } from "lit";

export const settingsStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--ll-4);
  }
  details {
    border-top: 1px solid var(--ll-line);
  }
  details > * + * {
    margin-top: var(--ll-3);
  }
  summary {
    min-height: var(--ll-control);
    padding-top: var(--ll-2);
    color: var(--ll-ink-2);
    font-size: var(--ll-text-xs);
    font-weight: var(--ll-weight-strong);
    cursor: pointer;
  }
  .checks {
    display: grid;
    gap: var(--ll-1);
    margin: 0;
    padding: 0;
    border: 0;
  }
  .checks legend {
    padding: 0;
  }
  .checks input {
    accent-color: var(--ll-ink);
  }
  .checks label {
    display: flex;
    gap: var(--ll-2);
    align-items: center;
    min-height: 24px;
  }
  .checks .hint {
    margin-left: auto;
  }
  @media (pointer: coarse), (max-width: 640px) {
    .checks label {
      min-height: 44px;
    }
  }
  .hint {
    overflow-wrap: anywhere;
  }
`;
