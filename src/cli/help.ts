/** @file What the command says about itself. */

import { COMMANDS, type Command, OPTIONS } from "./options.ts";

const PURPOSE: Record<Command, string> = {
  lime: "explains what a classifier sees in a picture, by LIME",
  predict: "class probabilities of a picture",
  summary: "layers, parameters and preprocessing of a model",
};

const EXAMPLES: Record<Command, string> = {
  lime: "limelight lime --model model.h5 --image face.png --seed 7 --json result.json --out pictures",
  predict: "limelight predict --model model.h5 --range -1,1 --image face.png",
  summary: "limelight summary --model model.json,weights.h5",
};

export const HELP = [
  "limelight: shows what an image classifier looks at",
  "",
  ...COMMANDS.map((command) => `  limelight ${command.padEnd(8)} ${PURPOSE[command]}`),
  "",
  "Without --model and --image they take the bundled sample. More: limelight lime --help",
].join("\n");

export function helpFor(command: Command): string {
  const options = OPTIONS.filter((option) => option.for.includes(command)).map(
    ({ name, takes, help }) => [`--${name}${takes ? ` ${takes}` : ""}`, help] as const,
  );
  const width = Math.max(...options.map(([left]) => left.length));
  return [
    `limelight ${command}: ${PURPOSE[command]}`,
    "",
    ...options.map(([left, help]) => `  ${left.padEnd(width)}  ${help}`),
    "",
    `Example: ${EXAMPLES[command]}`,
    "Exit codes: 0; 1 for input or options that do not work; 75 if trying again may help; 130 when interrupted.",
  ].join("\n");
}
