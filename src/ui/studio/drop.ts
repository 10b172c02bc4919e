import { css, html, LitElement } from "lit";
import { emit, type LimelightEvents } from "../elements/events.ts";
import { base } from "../elements/styles.ts";
import { Locale } from "../strings/locale.ts";
import { webAddress } from "./address.ts";
import { sortFiles } from "./dropped-files.ts";
import { droppedFolders, filesWithin, isModelFolder } from "./dropped-folders.ts";

/** What the dialog for files offers first. */
const ACCEPT = {
  model: ".h5,.hdf5,.keras,.json,.bin,.onnx",
  image: "image/*,.npy",
  data: ".csv,.npz,.zip",
  folder: "",
  history: ".npy,.npz,.csv,.json",
  any: "image/*,.npy,.h5,.hdf5,.keras,.json,.bin,.onnx,.csv,.npz,.zip",
};

/**
 * Takes models and pictures for what is inside it: dropped on it, pasted into the page, or picked in a dialog, which
 * opens at a `limelight-pick` from inside.
 *
 * @slot - What files can be dropped on.
 * @fires limelight-files - Files were given.
 * @fires limelight-link - An address was pasted.
 */
export class LimelightDrop extends LitElement {
  static override properties = { _over: { state: true } };

  static override styles = [
    base,
    css`
      :host {
        position: relative;
      }
      .over {
        position: fixed;
        z-index: 20;
        inset: var(--ll-2);
        display: grid;
        place-items: center;
        border: 2px solid var(--ll-focus);
        border-radius: var(--ll-radius-l);
        background: color-mix(in srgb, var(--ll-raised) 82%, transparent);
        font-size: var(--ll-text-l);
        pointer-events: none;
      }
    `,
  ];

  declare private _over: boolean;
  readonly #locale = new Locale(this);
  #depth = 0; // elements under the pointer that were entered and not left

  constructor() {
    super();
    this._over = false;
    this.addEventListener("limelight-pick", this.#pick);
    this.addEventListener("dragenter", this.#enter);
    this.addEventListener("dragleave", this.#leave);
    this.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    this.addEventListener("drop", this.#drop);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("paste", this.#paste);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("paste", this.#paste);
  }

  protected override render() {
    const { words } = this.#locale;
    return html`
      <slot></slot>
      <input type="file" hidden multiple aria-label=${words.choose} @change=${this.#picked} />
      ${this._over ? html`<div class="over">${words.dropHere}</div>` : undefined}
    `;
  }

  #pick(event: CustomEvent<LimelightEvents["limelight-pick"]>): void {
    event.stopPropagation();
    const input = this.renderRoot.querySelector("input")!;
    input.accept = ACCEPT[event.detail.kind];
    input.webkitdirectory = event.detail.kind === "folder";
    input.click();
  }

  #picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    if (input.webkitdirectory) emit(this, "limelight-files", { model: [], images: [], data: files });
    else void this.#take(files);
    input.value = ""; // so that the same file can be picked again
  }

  #enter(event: DragEvent): void {
    if (!hasFiles(event)) return;
    this.#depth++;
    this._over = true;
  }

  #leave(event: DragEvent): void {
    if (!hasFiles(event)) return;
    this.#depth = Math.max(0, this.#depth - 1);
    this._over = this.#depth > 0;
  }

  #drop(event: DragEvent): void {
    this.#depth = 0;
    this._over = false;
    if (!hasFiles(event)) return;
    event.preventDefault();
    const folders = droppedFolders(event.dataTransfer!);
    if (folders) void this.#takeFolders(folders);
    else void this.#take([...event.dataTransfer!.files]);
  }

  readonly #paste = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const isTyping = event
      .composedPath()
      .some((at) => at instanceof Element && at.matches("input, textarea"));
    const url =
      files.length > 0 || isTyping ? undefined : webAddress(event.clipboardData?.getData("text").trim());
    if (url) emit(this, "limelight-link", { url });
    if (files.length > 0) event.preventDefault();
    void this.#take(files);
  };

  async #takeFolders(folders: readonly FileSystemEntry[]): Promise<void> {
    const files = await filesWithin(folders);
    if (isModelFolder(files)) void this.#take(files);
    else emit(this, "limelight-files", { model: [], images: [], data: files });
  }

  async #take(files: readonly File[]): Promise<void> {
    if (files.length > 0) emit(this, "limelight-files", await sortFiles(files));
  }
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes("Files") ?? false;
