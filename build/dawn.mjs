/** @file Which adapter Dawn, the WebGPU of Node, finds here. Asked in a child process: a driver can crash, and is never unloaded. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { softwareVulkan } from "./chromium.mjs";

const QUESTION = `
  const { create } = await import("webgpu");
  const gpu = create([]);
  const info = (await gpu.requestAdapter())?.info;
  if (info) console.log([info.vendor, info.architecture || info.description].join(" "));
  process.exit();`;

/**
 * "apple metal-3", or nothing where there is no adapter.
 *
 * @returns {string | undefined}
 */
export function dawnAdapter() {
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", QUESTION], {
    encoding: "utf8",
    cwd: import.meta.dirname,
    timeout: 30_000,
  });
  return stdout?.trim() || undefined;
}

/** What Mesa's driver without a GPU calls itself. */
const SOFTWARE = /software|llvmpipe/;

/**
 * Lets Dawn in children of this process use Chromium's software driver where there is no GPU, so that it is the same on every
 * machine, unless VK_DRIVER_FILES names another. Children only: the system's loader reads LD_LIBRARY_PATH, for
 * Chromium's Vulkan loader, when a process starts.
 */
export function useSoftwareVulkan() {
  const { VK_DRIVER_FILES, VK_ICD_FILENAMES, WEBGPU, LD_LIBRARY_PATH } = process.env;
  if (VK_DRIVER_FILES || VK_ICD_FILENAMES || WEBGPU === "hardware") return;
  const driver = softwareVulkan();
  if (!driver) return;
  const found = WEBGPU === "swiftshader" ? undefined : dawnAdapter();
  if (found && !SOFTWARE.test(found)) return;
  process.env.VK_DRIVER_FILES = driver;
  const folder = dirname(driver);
  if (existsSync(join(folder, "libvulkan.so.1")))
    process.env.LD_LIBRARY_PATH = [LD_LIBRARY_PATH, folder].filter(Boolean).join(delimiter);
}
