/** @file How the page is laid out. */

import { css } from "lit";

export const appStyles = css`
  :host { display: block; font: var(--ll-text-s)/var(--ll-leading) var(--ll-font); color: var(--ll-ink); background: var(--ll-paper); min-height: 100vh; }
  .page { display: grid; grid-template: "header header header" auto "sources main settings" 1fr "footer footer footer" auto / var(--ll-side) 1fr var(--ll-inspector); min-height: 100vh; }
  header { grid-area: header; display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; padding: 8px 16px; background: var(--ll-panel); border-bottom: 1px solid var(--ll-line); }
  header .chip { margin-left: auto; border: 1px solid var(--ll-line); border-radius: 99px; padding: 2px 10px; }
  aside { padding: 16px; background: var(--ll-panel); }
  .sources { grid-area: sources; border-right: 1px solid var(--ll-line); }
  .settings { grid-area: settings; border-left: 1px solid var(--ll-line); }
  main { grid-area: main; padding: 24px 32px; min-width: 0; container-type: inline-size; }
  h1 { font-size: var(--ll-text-l); font-weight: 400; line-height: var(--ll-leading-tight); margin: 0; min-height: 1.3em; }
  h2 { font-size: inherit; font-weight: 600; color: var(--ll-ink-2); margin: 16px 0 8px; }
  .trust { color: var(--ll-ink-2); font-size: var(--ll-text-m); margin: 4px 0 24px; min-height: 1.5em; }
  .columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 32px; max-width: 1040px; }
  .columns limelight-weights { margin-top: 32px; }
  @container (max-width: 720px) { .columns { grid-template-columns: minmax(0, 1fr); } }
  .card { border: 1px solid var(--ll-line); border-radius: var(--ll-radius); background: var(--ll-paper); padding: 8px 12px; margin: 0; overflow-wrap: anywhere; }
  small { color: var(--ll-ink-3); }
  .thumbs { display: flex; flex-wrap: wrap; gap: 8px; }
  .thumbs button { padding: 0; border: 1px solid var(--ll-line); border-radius: var(--ll-radius-s); overflow: hidden; }
  .thumbs img { display: block; object-fit: cover; }
  button, select, input[type="number"] { font: inherit; color: inherit; background: var(--ll-paper); border: 1px solid var(--ll-line-control); border-radius: var(--ll-radius); min-height: var(--ll-control); padding: 0 12px; box-sizing: border-box; }
  button { cursor: pointer; }
  button:disabled { color: var(--ll-ink-3); border-color: var(--ll-line); cursor: default; }
  button[aria-pressed="true"] { background: var(--ll-sunken); font-weight: 600; border-color: var(--ll-ink); }
  button.action { background: var(--ll-action); color: var(--ll-on-action); }
  button.action:disabled { background: var(--ll-sunken); color: var(--ll-ink-3); }
  :focus-visible { outline: 2px solid var(--ll-focus); outline-offset: 2px; }
  .settings label, .pick { display: grid; gap: 4px; margin-top: 12px; }
  .save, .look { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
  .look { margin-top: 16px; }
  .error { background: var(--ll-error-paper); color: var(--ll-error-ink); padding: 8px 12px; border-radius: var(--ll-radius); overflow-wrap: anywhere; }
  .warning { background: var(--ll-warn-paper); color: var(--ll-warn-ink); padding: 8px 12px; border-radius: var(--ll-radius); }
  .empty { border: 1px dashed var(--ll-line-control); border-radius: var(--ll-radius-l); padding: 48px; text-align: center; }
  footer { grid-area: footer; position: sticky; bottom: 0; display: flex; gap: 16px; align-items: center; padding: 6px 16px; background: var(--ll-panel); border-top: 1px solid var(--ll-line); }
  footer span { margin-right: auto; font-variant-numeric: tabular-nums; }
  progress { position: absolute; top: -1px; left: 0; width: 100%; height: 3px; appearance: none; border: 0; background: var(--ll-sunken); accent-color: var(--ll-ink); }
  progress::-webkit-progress-bar { background: var(--ll-sunken); }
  progress::-webkit-progress-value { background: var(--ll-ink); }
  kbd { font: inherit; opacity: 0.7; }
  [hidden] { display: none !important; }
  @media (max-width: 1100px) {
    .page { grid-template: "header" auto "main" auto "sources" auto "settings" auto "footer" auto / minmax(0, 1fr); }
    aside { border: 0; border-top: 1px solid var(--ll-line); }
  }
  @media (max-width: 640px) { main { padding: 16px; } }
`;
