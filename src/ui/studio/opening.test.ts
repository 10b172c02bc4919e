import { afterEach, expect, test } from "vitest";
import "../define.ts";
import { fakeEngine, model } from "../../../test/fake-engine.ts";
import { EngineError } from "../../errors.ts";
import type { Engine, ModelInfo } from "../../workers/protocol.ts";

afterEach(() => document.querySelector("limelight-studio")?.remove());

/** The page with an engine whose second model never comes: it says that 12 of 45 MB have. */
async function page() {
  const opened: string[] = [];
  const open: Engine["open"] = async (_source, { signal, onProgress } = {}) => {
    opened.push("begun");
    if (opened.length === 1) return model;
    onProgress?.({ bytes: 12e6, totalBytes: 45e6, files: 0, totalFiles: 1 });
    return new Promise<ModelInfo>((_, reject) =>
      signal!.addEventListener("abort", () => {
        opened.push("cancelled");
        reject(new EngineError("cancelled", "opening the model was cancelled"));
      }),
    );
  };
  const studio = Object.assign(document.createElement("limelight-studio"), {
    engine: fakeEngine({ open }),
    sample: "sample/",
  });
  document.body.append(studio);
  const part = (selector: string) => studio.renderRoot.querySelector<HTMLElement>(selector)!;
  await expect.poll(() => part("h1")?.innerText, { timeout: 5000 }).toContain("by 0.70 together");
  const bar = () => part("limelight-run-bar").shadowRoot!;
  const files = { model: [new File(["x"], "big.h5")], images: [], data: [] };
  part("limelight-drop").dispatchEvent(new CustomEvent("limelight-files", { detail: files }));
  await expect.poll(() => bar().textContent).toContain("12 of 45 MB");
  return { opened, part, bar };
}

test.each(["the button", "Esc"])(
  "a model that is on its way is cancelled by %s; the one in use stays",
  async (by) => {
    const { opened, part, bar } = await page();
    expect(bar().querySelector("[role=progressbar]")!.getAttribute("aria-valuenow")).toBe("26");

    if (by === "Esc") document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
    else bar().querySelector<HTMLElement>("#cancel")!.click();

    await expect.poll(() => bar().querySelector("#run")).not.toBeNull();
    expect(opened).toEqual(["begun", "begun", "cancelled"]);
    expect(part(".troubles").textContent!.trim()).toBe("");
    expect(part("h1").innerText).toContain("by 0.70 together");
  },
);
