/** @file `npm run bench`: our engine and others in one Chromium page, on the same adapter. `--help` says what can be chosen. */

import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { commit } from "./bench-node.mjs";
import { openBench, serveBench } from "./bench-page.mjs";
import { launchOptions } from "./chromium.mjs";

const HELP = `npm run bench -- [options]

  --suite LIST     of SUITES (default: all)
  --nets LIST      of NETS (default: those of each suite)
  --peers LIST     of PEERS, or none (default: all)
  --quick          small networks, few samples, few rounds: minutes on two cores
  --patience S     begin no further round after S seconds of one measurement (default: 60; quick: 5)
  --minutes M      begin nothing new after M minutes (default: none; quick: 2)
  --json FILE      write the results there (default: dist/bench.json), and beside it the report as .html
  --record         keep the results in bench/results, and write the table of bench/README.md anew
  --open           open the report at the end, where there is a desktop
  --help

WEBGPU=hardware npm run bench uses the machine's GPU, where there is one.`;

/** @param {string | undefined} list */
const split = (list) => list?.split(",").filter(Boolean);

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    suite: { type: "string" },
    nets: { type: "string" },
    peers: { type: "string" },
    quick: { type: "boolean", default: false },
    patience: { type: "string" },
    minutes: { type: "string" },
    json: { type: "string", default: join(root, "dist/bench.json") },
    record: { type: "boolean", default: false },
    open: { type: "boolean", default: Boolean(process.stdout.isTTY) },
    help: { type: "boolean", default: false },
  },
  allowNegative: true,
});

const started = performance.now();
const server = await serveBench();
const browser = await chromium.launch(launchOptions());
try {
  process.exitCode = await main();
} finally {
  await browser.close();
  await server.close();
}

async function main() {
  const page = await browser.newPage();
  page.on("console", (message) => console.log(message.text()));
  await openBench(page, server.url);
  const { about, names } = await page.evaluate(() => {
    const { about, names } = /** @type {any} */ (window).bench;
    return { about, names };
  });
  if (values.help) {
    console.log(HELP.replace(/SUITES|NETS|PEERS/g, (word) => names[word.toLowerCase()].join(", ")));
    return 0;
  }
  const suites = choose("suite", split(values.suite) ?? names.suites, names.suites);
  const peers = choose(
    "peers",
    values.peers === "none" ? [] : (split(values.peers) ?? names.peers),
    names.peers,
  );
  const nets = values.nets === undefined ? undefined : choose("nets", split(values.nets) ?? [], names.nets);
  const patience = Number(values.patience ?? (values.quick ? 5 : 60));
  if (!(patience >= 0)) throw new Error(`--patience is '${values.patience}'; it takes seconds`);
  const minutes = Number(values.minutes ?? (values.quick ? 2 : Infinity));
  if (!(minutes > 0)) throw new Error(`--minutes is '${values.minutes}'; it takes a number above 0`);
  const begun = Date.now();
  console.log(`${about.adapter}; ${browser.browserType().name()} ${browser.version()}`);

  const parts = [];
  let failed = 0;
  for (const [i, suite] of suites.entries()) {
    try {
      const share = (i + 1) / suites.length; // what a suite leaves over is for those behind it
      const until = Math.min(begun + minutes * 60_000 * share, Number.MAX_SAFE_INTEGER);
      const options = { peers, nets, patience, until, quick: values.quick };
      parts.push(
        await page.evaluate(
          ([suite, options]) => /** @type {any} */ (window).bench.run(suite, options),
          [suite, options],
        ),
      );
    } catch (error) {
      failed++;
      console.error(`FAILED ${suite}: ${/** @type {Error} */ (error).message}`);
    }
  }
  const about_ = {
    ...about,
    browser: browser.version(),
    system: `${platform()} ${arch()}`,
    cores: cpus().length,
    processor: cpus()[0]?.model ?? "",
  };
  const command = [
    "npm run bench",
    ...(process.argv.length > 2 ? ["--"] : []),
    ...process.argv.slice(2),
  ].join(" ");
  const made = await page.evaluate(
    ([parts, extra]) => /** @type {any} */ (window).bench.finish(parts, extra),
    [parts, { device: about_, command, quick: values.quick, commit: commit() }],
  );
  write(made);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `\n${made.table}\n\n${seconds} s; ${failed ? `${failed} suites FAILED` : "answers equal wherever they were compared"}`,
  );
  return failed ? 1 : 0;
}

/** @param {{ results: { date: string, device: Record<string, unknown> }, table: string, report: string }} made */
function write({ results, table, report }) {
  const json = resolve(values.json);
  const html = json.replace(/(\.json)?$/, ".html");
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(html, report);
  console.log(`\nResults: ${json}\nReport:  ${html}`);
  if (values.record) record(results, table);
  if (values.open) {
    const [command, ...args] = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] }[
      /** @type {string} */ (platform())
    ] ?? ["xdg-open"];
    if (platform() !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
      spawn(command, [...args, html], { stdio: "ignore", detached: true })
        .on("error", () => undefined)
        .unref();
  }
}

/** @param {{ date: string, device: Record<string, unknown> }} results @param {string} table */
function record(results, table) {
  const name = `${results.date.slice(0, 10)}-${results.device.adapter}`
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/-$/, "");
  const file = join(
    root,
    "bench/results",
    `${name}${values.suite ? `-${values.suite.replaceAll(",", "-")}` : ""}.json`,
  );
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`);
  const readme = join(root, "bench/README.md");
  const text = readFileSync(readme, "utf8");
  writeFileSync(
    readme,
    text.replace(
      /(<!-- table -->)[\s\S]*(<!-- \/table -->)/,
      (_, begin, end) => `${begin}\n\n${table}\n\n${end}`,
    ),
  );
  console.log(`Kept:    ${file}`);
}

/** @param {string} option @param {readonly string[]} chosen @param {readonly string[]} known */
function choose(option, chosen, known) {
  const unknown = chosen.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--${option} has '${unknown}'; there are ${known.join(", ")}`);
  return chosen;
}
