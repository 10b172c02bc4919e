/** @file Python on this machine, for tests of what it should read: with which packages, and running a program. */

import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";

/** Where a checkout of `lime` may lie beside the installed packages. */
const PYTHONPATH = process.env.PYTHONPATH ?? "";

/** Debian's, which has packages that other installations may not have; else the one on PATH. */
const PYTHON = ["/usr/bin/python3", "python3"].find(
  (python) => spawnSync(python, ["--version"]).status === 0,
);

export const hasPython = (...packages: readonly string[]): boolean =>
  PYTHON !== undefined &&
  spawnSync(PYTHON, ["-c", packages.length > 0 ? `import ${packages.join(", ")}` : ""]).status === 0;

/** What a program prints; throws what it complains of. `folders` are searched for modules first. */
export function runPython(args: readonly string[], cwd: string, ...folders: readonly string[]): string {
  const env = { ...process.env, PYTHONPATH: [...folders, PYTHONPATH].filter(Boolean).join(delimiter) };
  const { status, stdout, stderr } = spawnSync(PYTHON!, args, { cwd, env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
