import { html } from "lit";
import { expect, test } from "vitest";
import "../define.ts";
import { model, probabilities } from "../../../test/fake-engine.ts";
import { show } from "../../../test/page.ts";
import { limeOptions, usualSettings } from "../elements/settings-value.ts";

test("settings say what was set, and keep numbers in their range", async () => {
  const { one, heard } = await show(
    html`<limelight-settings .settings=${usualSettings} .model=${model} .probabilities=${probabilities}></limelight-settings>`,
    "limelight-settings",
  );
  const change = (id: string, value: string) => {
    const input = one<HTMLInputElement>(`#${id}`);
    input.value = value;
    input.dispatchEvent(new Event("change"));
  };

  change("samples", "0");
  change("seed", "7");
  change("segmentation", "grid");
  change("hide-color", "black");
  change("class", "2");

  expect(heard.map(({ settings }) => settings)).toEqual([
    { ...usualSettings, samples: 2 },
    { ...usualSettings, seed: 7 },
    { ...usualSettings, segmentation: { algorithm: "grid", rows: 8, columns: 8 } },
    { ...usualSettings, hideColor: 0 },
    { ...usualSettings, classIndex: 2 },
  ]);
});

test("KernelSHAP has no preset", async () => {
  const { one, heard, change } = await show(
    html`<limelight-settings .settings=${usualSettings}></limelight-settings>`,
    "limelight-settings",
  );
  const method = one<HTMLSelectElement>("#method");
  method.value = "kernel-shap";
  method.dispatchEvent(new Event("change"));
  expect(heard).toEqual([{ settings: { ...usualSettings, method: "kernel-shap" } }]);

  await change(heard[0]);

  expect(one("#preset")).toBeUndefined();
  expect(one(".hint").innerText).toContain("four samples for each superpixel");
  expect(limeOptions(heard[0].settings, probabilities)).not.toHaveProperty("preset");
  expect(limeOptions(heard[0].settings, probabilities).method).toBe("kernel-shap");
});

test("no picture can be a shade, or an open image", async () => {
  const settings = { ...usualSettings, saliency: { method: "integrated-gradients" as const } };
  const images = [{ name: "face", source: "", thumbnail: "" }];
  const { one, heard } = await show(
    html`<limelight-settings view="saliency" .settings=${settings} .images=${images}></limelight-settings>`,
    "limelight-settings",
  );
  const baseline = one<HTMLSelectElement>("#baseline");
  expect([...baseline.options].map(({ label }) => label)).toEqual([
    ...["As the method has it", "Black", "White", "Its mean colour", "Blurred", "Face"],
  ]);

  for (const value of ["blur", "0", ""]) {
    baseline.value = value;
    baseline.dispatchEvent(new Event("change"));
  }

  expect(heard.map(({ settings }) => settings.saliency.baseline)).toEqual(["blur", { image: 0 }, undefined]);
});

test("class names are one a line; an empty list gives the model its own again", async () => {
  const { one, heard } = await show(
    html`<limelight-settings .model=${model} .overrides=${{ range: [0, 255] }}></limelight-settings>`,
    "limelight-configure",
  );
  const names = one<HTMLTextAreaElement>("#class-names");
  for (const value of ["a\n b \n\nc", ""]) {
    names.value = value;
    names.dispatchEvent(new Event("change"));
  }

  expect(heard).toEqual([
    { options: { range: [0, 255], classNames: ["a", "b", "c"] } },
    { options: { range: [0, 255] } },
  ]);
});
