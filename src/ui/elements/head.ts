/** @file What stands above each view: the finding, on what it rests, and what to heed. */

import { html } from "lit";

export const head = (title: unknown, trust: unknown, warnings: readonly string[] = []) => html`
  <div class="head">
    <h1 class="finding">${title}</h1>
    <p class="trust">${trust}</p>
    ${warnings.map((warning) => html`<p class="warning" lang="en">${warning}</p>`)}
  </div>
`;
