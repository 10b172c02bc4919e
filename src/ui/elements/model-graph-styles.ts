/** @file How a model's plot looks. */

import { css } from "lit";

export const modelGraphStyles = css`
  .frame {
    position: relative;
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius);
    background: var(--ll-panel);
  }
  .scroll {
    height: var(--limelight-graph-height, 600px);
    overflow: auto;
    cursor: grab;
  }
  .scroll:active {
    cursor: grabbing;
  }
  .tools {
    display: flex;
    gap: 4px;
    justify-content: end;
    padding: var(--ll-2);
    border-bottom: 1px solid var(--ll-line);
  }
  svg {
    display: block;
    margin-inline: auto;
    min-width: 0;
    user-select: none;
  }
  .arrow {
    fill: none;
    stroke: var(--ll-line-control);
  }
  rect {
    fill: var(--ll-paper);
    stroke: var(--ll-line-control);
  }
  text {
    fill: var(--ll-ink);
    font: 12px var(--ll-font);
  }
  .shape {
    fill: var(--ll-ink-2);
    font-size: 11px;
  }
  g {
    cursor: pointer;
    outline: none;
  }
  [aria-selected="true"] rect {
    stroke: var(--ll-ink);
    stroke-width: 2;
  }
  g:focus-visible rect {
    stroke: var(--ll-focus);
    stroke-width: 2;
  }
`;
