/** @file How the page is laid out: three columns; two and a sheet; on a phone one, with a strip of images above. */

import { css } from "lit";

export const studioStyles = css`
  :host {
    background: var(--ll-paper);
  }
  :host([data-theme="light"]) {
    color-scheme: light;
  }
  :host([data-theme="dark"]) {
    color-scheme: dark;
  }
  .page {
    display: grid;
    grid-template:
      "top top top" var(--ll-bar)
      "note note note" auto
      "side views settings" auto
      "side stage settings" minmax(0, 1fr)
      "run run run" 44px / var(--ll-side) minmax(0, 1fr) var(--ll-inspector);
    height: 100dvh;
    min-height: 480px;
  }
  header {
    grid-area: top;
    display: flex;
    gap: var(--ll-1);
    align-items: center;
    padding: 0 var(--ll-4);
    border-bottom: 1px solid var(--ll-line);
    background: var(--ll-panel);
  }
  .mark {
    display: flex;
    gap: var(--ll-2);
    align-items: center;
    margin-right: auto;
    font-size: var(--ll-text-m);
    font-weight: var(--ll-weight-strong);
    letter-spacing: -0.01em;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    min-width: 0;
    height: 24px;
    padding: 0 9px;
    overflow: hidden;
    border: 1px solid var(--ll-line);
    border-radius: 12px;
    background: var(--ll-paper);
    color: var(--ll-ink-2);
    font-size: var(--ll-text-xs);
    white-space: nowrap;
  }
  .chip::before {
    content: "";
    flex: none;
    width: 7px;
    height: 7px;
    margin-right: 6px;
    border: 1.5px solid var(--ll-ink-2);
    border-radius: 50%;
    background: var(--ll-ink-2);
  }
  .chip.fallback::before {
    background: none;
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    grid-area: note;
    justify-content: space-between;
    padding: 8px var(--ll-4);
    border-bottom: 1px solid var(--ll-line);
    background: var(--ll-warn-paper);
  }
  .note b {
    color: var(--ll-warn-ink);
  }
  .note [open] {
    flex-basis: 100%;
  }
  .note summary {
    cursor: pointer;
  }
  .note li {
    max-width: 90ch;
    padding-top: var(--ll-1);
    color: var(--ll-ink-2);
    overflow-wrap: anywhere;
  }
  limelight-sources {
    grid-area: side;
    padding: var(--ll-4);
    overflow: auto;
    border-right: 1px solid var(--ll-line);
    background: var(--ll-panel);
  }
  main {
    grid-area: stage;
    padding: var(--ll-6) var(--ll-8) var(--ll-8);
    overflow: auto;
    container-type: inline-size;
  }
  .sheet-head {
    position: sticky;
    z-index: 1;
    top: calc(-1 * var(--ll-4));
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-bottom: var(--ll-4);
    background: inherit;
  }
  .sheet-head h2 {
    font-size: 1.0625rem;
    font-weight: var(--ll-weight-strong);
  }
  .save {
    margin-top: var(--ll-4);
    padding-top: var(--ll-4);
    border-top: 1px solid var(--ll-line);
  }
  #settings {
    grid-area: settings;
    position: static;
    display: block;
    width: auto;
    height: auto;
    margin: 0;
    padding: var(--ll-4);
    overflow: auto;
    border: 0;
    border-left: 1px solid var(--ll-line);
    background: var(--ll-panel);
    color: inherit;
  }
  limelight-run-bar {
    grid-area: run;
  }
  .without-settings #settings {
    display: none;
  }
  @media (min-width: 1101px) {
    .without-settings {
      grid-template-columns: var(--ll-side) minmax(0, 1fr) 0;
    }
  }
  @media (min-width: 1340px) and (max-width: 1559px) {
    .chip .wide {
      display: none;
    }
  }
  .narrow {
    display: none;
  }
  @media (max-width: 1100px) {
    .page {
      grid-template:
        "top top" var(--ll-bar)
        "note note" auto
        "side views" auto
        "side stage" minmax(0, 1fr)
        "run run" 44px / 200px minmax(0, 1fr);
    }
    .narrow {
      display: inline-flex;
    }
    #settings:not(:popover-open) {
      display: none;
    }
    #settings:popover-open {
      position: fixed;
      inset: var(--ll-bar) 0 44px auto;
      width: 320px;
      border: 1px solid var(--ll-line);
      background: var(--ll-raised);
      box-shadow: var(--ll-shadow);
    }
  }
  @media (max-width: 640px) {
    .page {
      display: flex;
      flex-direction: column;
      height: auto;
      min-height: 100dvh;
      padding-bottom: 60px;
    }
    header {
      position: sticky;
      z-index: 5;
      top: 0;
      min-height: var(--ll-bar);
      padding: 0 var(--ll-1) 0 var(--ll-4);
    }
    header .button {
      min-width: 0;
      padding: 0 6px;
    }
    header select.button {
      display: none; /* it follows the system */
    }
    .chip {
      flex: 0 1 auto;
      min-width: 0;
      overflow: hidden;
      padding: 0 7px;
      text-overflow: ellipsis;
    }
    .wide {
      display: none;
    }
    .note {
      flex: none;
    }
    .note summary {
      min-height: 44px;
      align-content: center;
    }
    limelight-sources {
      flex: none;
      padding: 7px var(--ll-4);
      border: 0;
      border-bottom: 1px solid var(--ll-line);
      scrollbar-width: none;
    }
    main {
      padding: var(--ll-4);
      overflow: visible;
    }
    #settings:popover-open {
      inset: auto 0 60px; /* Run stays in sight */
      width: auto;
      max-height: calc(82dvh - 60px);
      border-radius: var(--ll-radius-l) var(--ll-radius-l) 0 0;
    }
    limelight-run-bar {
      position: fixed;
      z-index: 6;
      inset: auto 0 0;
      height: 60px;
    }
  }
`;
