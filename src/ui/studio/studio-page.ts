/** @file Where everything stands on the page. What its events do is in `studio.ts`. */

import { html, nothing } from "lit";
import type { Saves } from "../saving/saves.ts";
import type { Language, Words } from "../strings/strings.ts";
import { isBusy } from "./busy.ts";
import { pastList } from "./past-list.ts";
import { progressOf } from "./progress.ts";
import { savesOf } from "./save-view.ts";
import type { Session } from "./session.ts";
import { isEmpty, type Looks, stage, troubles } from "./stage.ts";
import { fallbackNote, studioHeader } from "./studio-header.ts";
import type { Theme } from "./theme.ts";
import { viewTabs } from "./view-tabs.ts";
import { isRun } from "./views.ts";

/** What the page's own buttons ask for. */
export interface PageActions {
  readonly speak: (language: Language) => void;
  readonly showKeys: () => void;
  /** Shows a newer version of the page, if one has come. */
  readonly showNewer: (() => void) | undefined;
}

export function studioPage(words: Words, session: Session, looks: Looks, theme: Theme, actions: PageActions) {
  const { view } = session;
  const isSet = isRun(view) && !isEmpty(session);
  const saves = savesOf(words, session, looks);
  return html`
    <div class="page ${isSet ? "" : "without-settings"}">
      ${studioHeader(words, session.status, theme, words.language === "語言" ? "en" : "zh-Hant", actions.speak, actions.showKeys)}
      ${viewTabs(words, view)}
      ${fallbackNote(words, session.status)}
      <limelight-sources
        role="complementary"
        aria-label=${words.images}
        .model=${session.model}
        .bundled=${session.bundle && (session.bundle.model ?? "")}
        .images=${session.images}
        .current=${session.current}
      ></limelight-sources>
      <main>
        <div class="stage">
          ${actions.showNewer ? newVersion(words, actions.showNewer) : nothing}
          ${troubles(words, session)}
          <div id="view" role="tabpanel" aria-labelledby=${`tab-${view}`}>${stage(words, session, looks)}</div>
        </div>
      </main>
      ${isSet ? settingsSheet(words, session, saves) : nothing}
      ${runBar(words, session, isSet, saves)}
    </div>
  `;
}

const newVersion = (words: Words, show: () => void) => html`
  <p class="new-version" role="status">
    ${words.newVersion}
    <button type="button" class="button" @click=${show}>${words.showNewVersion}</button>
  </p>
`;

function settingsSheet(words: Words, session: Session, saves: Saves | undefined) {
  const { settings, view, model, opened, prediction, images, picture, data } = session;
  return html`
    <aside id="settings" popover aria-label=${words.settings}>
      <div class="sheet-head">
        <h2>${words.settings}</h2>
        <button type="button" class="button plain narrow" popovertarget="settings" popovertargetaction="hide">
          ${words.close}
        </button>
      </div>
      <limelight-settings
        .settings=${settings}
        .view=${view}
        .model=${model}
        .overrides=${opened.overrides}
        .probabilities=${prediction?.probabilities ?? NONE}
        .images=${images}
        .data=${data.set}
        .black=${picture?.range[0] ?? 0}
        .white=${picture?.range[1] ?? 255}
      ></limelight-settings>
      <section class="save">
        <h2 class="label">${words.save}</h2>
        <limelight-save .saves=${saves}></limelight-save>
      </section>
      ${pastList(words, session)}
    </aside>
  `;
}

/** What is set has a column; where there is none, what is found is saved here. */
function runBar(words: Words, session: Session, isSet: boolean, saves: Saves | undefined) {
  const progress = progressOf(words, session);
  return html`
    <limelight-run-bar
      role="contentinfo"
      .state=${isBusy(session) ? "running" : session.run?.state}
      .name=${progress?.name ?? ""}
      .unit=${progress?.unit ?? "samples"}
      .samples=${progress?.done ?? 0}
      .total=${progress?.total ?? 0}
      .speed=${progress?.speed ?? 0}
      .milliseconds=${progress?.milliseconds ?? 0}
      .disabled=${!session.canExplain}
      .resumable=${session.canGoOn}
    >
      ${session.undo.canUndo ? html`<button type="button" class="button plain wide" @click=${() => session.back("undo")}>${words.undo}</button>` : nothing}
      ${isSet ? html`<button type="button" class="button narrow" popovertarget="settings">${words.settings}</button>` : nothing}
      ${!isSet && saves && !session.saved.shown ? html`<limelight-save menu .saves=${saves}></limelight-save>` : nothing}
    </limelight-run-bar>
  `;
}

/** The same each time: settings that are drawn anew lose what is half typed. */
const NONE: readonly number[] = [];
