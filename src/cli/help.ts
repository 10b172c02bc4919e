/** @file What the command says about itself. */

import { COMMANDS, type Command, OPTIONS } from "./options.ts";

const PURPOSE: Record<Command, string> = {
  lime: "explains what a classifier sees in a picture, by LIME",
  saliency: "shows which pixels move a classifier's answer, by gradients or by hiding parts",
  ascent: "grows the pictures that filters, or classes, want to see",
  activations: "shows what each filter of a layer answers to a picture",
  confusion: "what a model takes each class of a data set for: matrix, precision, recall, calibration",
  average: "what a model looks at in the pictures of each class, and of each confusion, on average",
  curves: "training curves from .npy, .npz, CSV and JSON histories, with the best epoch",
  predict: "class probabilities of a picture",
  summary: "layers, parameters and preprocessing of a model",
};

const EXAMPLES: Record<Command, string> = {
  lime: "limelight lime --model model.h5 --image face.png --seed 7 --json result.json --out pictures",
  saliency:
    "limelight saliency --model model.h5 --image face.png --method integrated-gradients --score softmax --out pictures",
  ascent: "limelight ascent --model model.h5 --layer conv2d_2 --filters 0-31 --preset report --out pictures",
  activations: "limelight activations --model model.h5 --image face.png --layer conv2d_2 --out pictures",
  confusion:
    "limelight confusion --model model.h5 --data fer2013.csv --usage PrivateTest --json confusion.json --out matrix",
  average:
    "limelight average --model model.h5 --data fer2013.csv --usage PrivateTest --cell fear,sad --method lime --out mean",
  curves: "limelight curves both_tra_loss.npy both_val_loss.npy --smoothing 0.6 --out curves.svg",
  predict: "limelight predict --model model.h5 --range -1,1 --image face.png",
  summary: "limelight summary --model model.json,weights.h5",
};

export const HELP = [
  "limelight: shows what an image classifier looks at",
  "",
  ...COMMANDS.map((command) => `  limelight ${command.padEnd(11)} ${PURPOSE[command]}`),
  "",
  "Without --model and --image they take the bundled sample. More: limelight lime --help",
].join("\n");

export function helpFor(command: Command): string {
  const options = OPTIONS[command].map(
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
