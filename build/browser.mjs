/** @file `npm run browser`: finds a Chromium, or gets one: Playwright's, else the system's package. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chromium } from "playwright";
import { findChromium } from "./chromium.mjs";

const WAYS = [
  ["npx", "playwright", "install", "--no-shell", "chromium"],
  ...(process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")
    ? [
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium"],
      ]
    : []),
];

const failures = [];
for (const [command, ...args] of WAYS) {
  if (findChromium()) break;
  console.log(`no Chromium yet: ${command} ${args.join(" ")}`);
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    timeout: 600_000,
  });
  if (status !== 0) failures.push(`${command} ${args.join(" ")}:\n${stdout}${stderr}`);
}

const found = findChromium();
if (!found) {
  console.error(failures.join("\n"));
  console.error("no Chromium: install one, or set CHROMIUM_PATH to its executable");
  process.exit(1);
}
console.log(`Chromium: ${found.executablePath ?? chromium.executablePath()}`);
