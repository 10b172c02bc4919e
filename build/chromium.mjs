/** @file Which Chromium tests and benchmarks use, and with which flags. One place for Vitest, Playwright and bench. */

import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { chromium } from "playwright";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];

/**
 * `CHROMIUM_PATH`, else Playwright's own (the full browser in its new headless mode, not the headless shell), else
 * one on PATH, else nothing.
 *
 * @returns {{ executablePath?: string, channel?: string } | undefined}
 */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH };
  if (existsSync(chromium.executablePath())) return { channel: "chromium" };
  const executablePath = onPath();
  return executablePath ? { executablePath } : undefined;
}

/** What Playwright launches. `WEBGPU=hardware` asks for the machine's GPU; by default it is the same SwiftShader everywhere. */
export function launchOptions() {
  const linux = process.platform === "linux";
  const args = ["--enable-unsafe-webgpu", "--disable-background-networking", "--no-first-run"];
  if (process.env.WEBGPU !== "hardware") args.push("--use-webgpu-adapter=swiftshader");
  else if (linux) args.push("--enable-features=Vulkan", "--ignore-gpu-blocklist");
  if (linux && process.getuid?.() === 0) args.push("--no-sandbox"); // Chromium's sandbox refuses to run as root
  return { ...findChromium(), args };
}

/**
 * The software Vulkan driver that comes with Chromium, for Dawn in Node.
 *
 * @returns {string | undefined}
 */
export function softwareVulkan() {
  const executable = findChromium()?.executablePath ?? chromium.executablePath();
  const folders = ["/usr/lib/chromium"];
  if (existsSync(executable)) folders.push(dirname(realpathSync(executable)));
  return folders.map((folder) => join(folder, "vk_swiftshader_icd.json")).find((file) => existsSync(file));
}

function onPath() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
