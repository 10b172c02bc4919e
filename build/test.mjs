/** @file `npm test`: a browser if there is none, then every check and test, and a count of them all at the end. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const reports = mkdtempSync(join(tmpdir(), "limelight-"));
const count = { passed: 0, failed: 0, skipped: 0 };

/** @param {string} name @param {string} command @param {Record<string, string>} [env] */
function step(name, command, env = {}) {
  console.log(`\n== ${name}: ${command}`);
  return (
    spawnSync(command, { cwd: root, shell: true, stdio: "inherit", env: { ...process.env, ...env } })
      .status === 0
  );
}

/** A step that is one test. @param {string} name @param {string} command */
function check(name, command) {
  const good = step(name, command);
  count[good ? "passed" : "failed"]++;
  return good;
}

/** A runner that writes a report. A report that does not come is a failure. @param {boolean} good @param {() => number[]} read */
function counted(good, read) {
  try {
    const [passed, failed, skipped] = read();
    count.passed += passed;
    count.failed += good ? failed : Math.max(1, failed);
    count.skipped += skipped;
  } catch {
    count.failed++;
  }
}

const json = (/** @type {string} */ name) => JSON.parse(readFileSync(join(reports, name), "utf8"));

if (check("browser", "node build/browser.mjs")) {
  check("types", "npm run -s check");
  check("lint", "npm run -s lint");
  for (const project of ["node", "browser"]) {
    const file = `${project}.json`;
    const command = `npx vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=${join(reports, file)}`;
    counted(step(`${project} tests`, command), () => {
      const { numPassedTests, numFailedTests, numPendingTests } = json(file);
      return [numPassedTests, numFailedTests, numPendingTests];
    });
  }
  if (check("build", "npm run -s build")) {
    check("sizes", "node build/size.mjs");
    check("package", "npm run -s package");
    const good = step("end to end", "npx playwright test --reporter=list,json", {
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "e2e.json"),
    });
    counted(good, () => {
      const { expected, unexpected, flaky, skipped } = json("e2e.json").stats;
      return [expected + flaky, unexpected, skipped];
    });
  }
}

const skipped = count.skipped ? `, ${count.skipped} skipped` : "";
console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`);
process.exit(count.failed ? 1 : 0);
