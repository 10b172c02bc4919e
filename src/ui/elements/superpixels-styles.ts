/** @file How the picture, its tip and its frame look. */

import { css } from "lit";

export const superpixelsStyles = css`
  :host {
    container-type: inline-size;
  }
  .hero {
    position: relative;
  }
  canvas {
    display: block;
    width: 100%;
    border-radius: var(--ll-radius-s);
    background: var(--ll-sunken);
    touch-action: pan-y;
  }
  .tip {
    position: absolute;
    z-index: 1;
    display: grid;
    width: 172px;
    padding: 8px 12px;
    border: 1px solid var(--ll-line);
    border-radius: var(--ll-radius);
    background: var(--ll-raised);
    box-shadow: var(--ll-shadow);
    font-size: var(--ll-text-xs);
    overflow-wrap: anywhere;
    pointer-events: none;
  }
  .tip b {
    font-size: var(--ll-text-m);
    font-weight: var(--ll-weight-strong);
  }
  @container (max-width: 480px) {
    .tip {
      position: static;
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--ll-3);
      align-items: baseline;
      width: auto;
      padding: 8px var(--ll-4);
      border-width: 0 0 1px;
      border-radius: 0;
      background: var(--ll-panel);
      box-shadow: none;
    }
    canvas {
      border-radius: 0;
    }
  }
`;
