import { html, LitElement } from "lit";
import { expect, test } from "vitest";
import { catalogue } from "../strings/strings.ts";
import { viewTabs, viewTabsStyles } from "./view-tabs.ts";
import type { View } from "./views.ts";

class Tabs extends LitElement {
  static override properties = { view: {} };
  static override styles = viewTabsStyles;
  declare view: View;
  protected override render = () => html`${viewTabs(catalogue.en, this.view)}`;
}
customElements.define("test-tabs", Tabs);

test("the tab that is chosen is brought into sight, where the row is wider than its place; the page stays", async () => {
  const tabs = Object.assign(new Tabs(), { view: "lime" as View });
  tabs.style.cssText = "display: block; width: 300px; margin-top: 3000px";
  document.body.append(tabs);
  await tabs.updateComplete;
  const row = tabs.renderRoot.querySelector("nav")!;
  const isSeen = (view: View) => {
    const tab = tabs.renderRoot.querySelector(`[data-view=${view}]`)!.getBoundingClientRect();
    const place = row.getBoundingClientRect();
    return tab.left >= place.left - 1 && tab.right <= place.right + 1; // scrolled by whole pixels
  };
  expect([isSeen("lime"), isSeen("confusion")]).toEqual([true, false]);

  for (const view of ["confusion", "filters", "lime"] as const) {
    tabs.view = view;
    await tabs.updateComplete;
    expect([view, isSeen(view)]).toEqual([view, true]);
  }
  expect(scrollY).toBe(0);
  tabs.remove();
});
