/** @file Folders for what tests write. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A new folder, which is removed with all in it when the test that asked for it is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "limelight-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
