import { css, html, LitElement, nothing } from "lit";
import { download } from "../saving/save.ts";
import { FORMATS, type SaveFormat, type Saves } from "../saving/saves.ts";
import { Locale } from "../strings/locale.ts";
import { base, buttons } from "./styles.ts";

/**
 * Saves a result as a file of one of its formats, and copies its picture, or the Python program that repeats it. Buttons in a row; as a
 * `menu` one button that opens them.
 */
export class LimelightSave extends LitElement {
  static override properties = {
    saves: { attribute: false },
    menu: { type: Boolean },
    _says: { state: true },
  };

  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: relative;
        display: block;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ll-2);
      }
      .row + .row {
        gap: 0 var(--ll-1);
        margin: var(--ll-1) 0 0 -12px;
      }
      @media (pointer: fine) and (min-width: 641px) {
        .row:first-child {
          gap: 6px;
        }
        .row:first-child .button {
          min-height: 26px;
          padding: 0 7px;
          font-size: var(--ll-text-xs);
        }
      }
      summary {
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      .list {
        position: absolute;
        z-index: 10;
        right: 0;
        bottom: calc(100% + var(--ll-1));
        display: grid;
        min-width: 128px;
        padding: var(--ll-1);
        border: 1px solid var(--ll-line-control);
        border-radius: var(--ll-radius);
        background: var(--ll-raised);
        box-shadow: var(--ll-shadow);
      }
      .list .button {
        justify-content: flex-start;
      }
      p {
        margin: var(--ll-1) 0 0;
        color: var(--ll-ink-2);
        font-size: var(--ll-text-xs);
      }
    `,
  ];

  /** What there is to save. Nothing: its formats are shown, but cannot be chosen. */
  declare saves: Saves | undefined;
  /** One button that opens the formats. Default: false. */
  declare menu: boolean;
  /** What became of the last copy. */
  declare private _says: string;

  readonly #locale = new Locale(this);

  constructor() {
    super();
    this.menu = false;
    this._says = "";
  }

  protected override render() {
    const { words } = this.#locale;
    const formats: readonly SaveFormat[] = this.saves
      ? FORMATS.filter((format) => this.saves!.as[format])
      : ["png"];
    const files = formats.map((format) =>
      this.#button(NAMES[format], `${words.save} ${NAMES[format]}`, () => this.#save(format)),
    );
    const copies = [
      formats.includes("png") &&
        this.#button(words.copyPicture, words.copyPicture, () => this.#copy("png"), "plain"),
      formats.includes("py") &&
        this.#button(words.copyPython, words.copyPython, () => this.#copy("py"), "plain"),
    ].filter(Boolean);
    const says = html`<p role="status">${this._says || nothing}</p>`;
    if (!this.menu) return html`<div class="row">${files}</div><div class="row">${copies}</div>${says}`;
    return html`
      <details @keydown=${this.#key} @focusout=${this.#leave}>
        <summary class="button">${words.save}</summary>
        <div class="list">${files}${copies}</div>
      </details>
      ${says}
    `;
  }

  #button(name: string, label: string, act: () => Promise<void>, kind = "") {
    return html`
      <button type="button" class=${`button ${this.menu ? "plain" : kind}`} aria-label=${label} ?disabled=${!this.saves} @click=${act}>
        ${name}
      </button>
    `;
  }

  async #save(format: SaveFormat): Promise<void> {
    const { saves } = this;
    const blob = await saves?.as[format]?.();
    if (saves && blob) download(blob, `${saves.name}.${format}`);
    this.#close();
  }

  async #copy(format: "png" | "py"): Promise<void> {
    const { words } = this.#locale;
    const make = this.saves?.as[format];
    if (!make) return;
    try {
      if (!navigator.clipboard) throw new Error(words.copyInsecure);
      // a promise, since the browser allows it only while the click is fresh
      if (format === "png")
        await navigator.clipboard.write([new ClipboardItem({ "image/png": Promise.resolve(make()) })]);
      else await navigator.clipboard.writeText(await (await make()).text());
      this._says = words.copied;
    } catch (error) {
      this._says = words.copyRefused(error instanceof Error ? error.message : String(error));
    }
    this.#close();
  }

  #close(): void {
    const details = this.renderRoot.querySelector("details");
    if (!details?.open) return;
    details.open = false;
    details.querySelector("summary")!.focus();
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.renderRoot.querySelector("details")?.open) return;
    event.stopPropagation();
    this.#close();
  }

  #leave(event: FocusEvent): void {
    const details = event.currentTarget as HTMLDetailsElement;
    if (event.relatedTarget instanceof Node && !details.contains(event.relatedTarget)) details.open = false;
  }
}

const NAMES: Readonly<Record<SaveFormat, string>> = {
  ...{ png: "PNG", svg: "SVG", json: "JSON", csv: "CSV", npz: "NPZ", py: "Python" },
};
