#!/usr/bin/env node
/** @file The command `limelight`. */

import { EngineError, type ErrorCode, VERSION } from "../index.node.ts";
import { HELP, helpFor } from "./help.ts";
import { nearest } from "./nearest.ts";
import { COMMANDS, parseOptions } from "./options.ts";
import { run } from "./run.ts";

/** EX_TEMPFAIL of sysexits.h: the same call may work another time, or elsewhere. */
const TRY_AGAIN = 75;

const EXIT_CODES: Partial<Record<ErrorCode, number>> = {
  device: TRY_AGAIN,
  "out-of-memory": TRY_AGAIN,
  cancelled: 130,
};

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error; // else its reader, such as head, has seen enough
});
process.exitCode = await main(process.argv.slice(2));

async function main([word = "--help", ...words]: readonly string[]): Promise<number> {
  const interrupted = new AbortController();
  // once: a second Ctrl-C ends the process as usual
  process.once("SIGINT", () => interrupted.abort());
  try {
    if (word === "--help" || word === "-h") return print(HELP);
    if (word === "--version") return print(VERSION);
    const command = COMMANDS.find((name) => name === word) ?? unknownCommand(word);
    const given = parseOptions(command, words);
    if ("help" in given) return print(helpFor(command));
    return await run(command, given, interrupted.signal);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    process.stderr.write(`limelight: ${error.message}\n`);
    return EXIT_CODES[error.code] ?? 1;
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function unknownCommand(word: string): never {
  const like = nearest(word, COMMANDS);
  const hint = like ? `did you mean ${like}?` : `there are ${COMMANDS.join(", ")}`;
  throw new EngineError("bad-option", `unknown command '${word}'; ${hint}`);
}
