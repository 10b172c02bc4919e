/** @file Which class of a model a label of a data set is. */

import { EngineError } from "../errors.ts";

export interface MatchedClasses {
  /** The model's class of each class of the data set. */
  readonly classOf: readonly number[];
  readonly warnings: readonly string[];
}

/**
 * By name, case aside; labels that are whole numbers, and names of which none is the same where there are as many, by order. Throws
 * EngineError("bad-data") for labels that are none of the model's.
 */
export function matchClasses(labels: readonly string[], classes: readonly string[]): MatchedClasses {
  const plain = (name: string) => name.trim().toLowerCase();
  const names = classes.map(plain);
  const byName = labels.map((label) => names.indexOf(plain(label)));
  if (byName.every((index) => index >= 0)) return { classOf: byName, warnings: [] };

  const numbered = labels.every((label, i) => label === String(i)) && labels.length <= classes.length;
  if (numbered) return { classOf: labels.map((_, i) => i), warnings: [] };
  if (byName.every((index) => index < 0) && labels.length === classes.length) {
    const pairs = labels.slice(0, 3).map((label, i) => `${label} is taken for ${classes[i]}`);
    const warning = `no label has the name of a class of the model, so they are matched by order: ${pairs.join(", ")}, …`;
    return { classOf: labels.map((_, i) => i), warnings: [warning] };
  }
  const odd = labels.filter((_, i) => byName[i] < 0).slice(0, 5);
  throw new EngineError(
    "bad-data",
    `the data set has ${labels.length} classes, and the model none that is called ${odd.join(", ")}; its classes are ${classes.slice(0, 20).join(", ")}: name them with classNames`,
  );
}
