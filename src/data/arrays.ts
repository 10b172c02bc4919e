/** @file NumPy arrays of pictures and of labels: two `.npy` files, or an `.npz` archive such as `mnist.npz`. */

import { EngineError } from "../errors.ts";
import { type Npy, readNpy } from "../images/npy.ts";
import { arrayPictures } from "../images/npy-picture.ts";
import type { NamedBytes } from "../models/model.ts";
import { nameClasses, type Samples, SkippedRows, Words } from "./samples.ts";

export interface NamedArray {
  readonly name: string;
  readonly array: Npy;
}

/** Throws EngineError("bad-data"). */
export function readArray({ name, bytes }: NamedBytes): NamedArray {
  try {
    return { name: name.replace(/\.npy$/, ""), array: readNpy(bytes) };
  } catch (cause) {
    throw new EngineError("bad-data", `${name}: ${(cause as Error).message}`, { cause });
  }
}

/**
 * Pairs arrays of pictures, [n, h, w] or [n, h, w, 1 or 3], with arrays of labels, [n], or [n, classes] with the largest number at the
 * class: the only two, or by what their names end in (x_train and y_train), which is then their usage. Throws EngineError("bad-data").
 */
export function arraySamples(name: string, arrays: readonly NamedArray[]): Samples {
  const pictures = arrays.filter(({ array }) => array.shape.length >= 3);
  const labels = arrays.filter(({ array }) => array.shape.length === 1 || array.shape.length === 2);
  const pairs = pictures.map((x) => ({
    x,
    y:
      pictures.length === 1 && labels.length === 1
        ? labels[0]
        : labels.find((y) => usageOf(y) === usageOf(x)),
    usage: usageOf(x),
  }));
  const said = () => arrays.map(({ name: n, array }) => `${n} [${array.shape.join(", ")}]`).join(", ");
  if (!pairs.length || pairs.some(({ y }) => !y)) {
    const help =
      "pictures are [n, h, w] or [n, h, w, channels], their labels [n], named as x_test and y_test are";
    throw new EngineError("bad-data", `${name} has the arrays ${said() || "none"}; ${help}`);
  }

  const words = new Words("labels");
  const usages = new Words("usages");
  const all = pairs.map(({ x, y, usage }) => {
    const picture = arrayPictures(x.array, `${x.name} of ${name}`);
    const own = labelsOf(y!, name);
    if (own.length !== x.array.shape[0])
      throw new EngineError(
        "bad-data",
        `${name}: ${x.name} has ${x.array.shape[0]} pictures, ${y!.name} ${own.length} labels`,
      );
    const number = pairs.length > 1 || usage ? usages.number(usage || "none") : 0;
    return { picture, labels: own.map((label) => words.number(label)), usage: own.map(() => number) };
  });
  const { classes, classOf } = nameClasses(words.words);
  const starts = all.map((_, k) => all.slice(0, k).reduce((sum, part) => sum + part.labels.length, 0));
  return {
    ...{ name, format: "arrays", classes, usages: usages.words, skipped: new SkippedRows(), warnings: [] },
    labels: Uint16Array.from(all.flatMap((part) => part.labels.map((number) => classOf[number]))),
    usageOf: Uint16Array.from(all.flatMap((part) => part.usage)),
    path: () => undefined,
    async picture(i) {
      const k = starts.findLastIndex((start) => start <= i);
      return all[k].picture(i - starts[k]);
    },
  };
}

/** "test" of "x_test"; empty where the name is one word. */
const usageOf = ({ name }: NamedArray): string => /_([^_]+)$/.exec(name)?.[1] ?? "";

function labelsOf({ name: array, array: { shape, data } }: NamedArray, name: string): string[] {
  const numbers = Array.from(data as ArrayLike<number | bigint>, Number);
  const width = shape[1] ?? 1;
  if (width > 1)
    return Array.from({ length: shape[0] }, (_, i) => {
      const row = numbers.slice(i * width, (i + 1) * width);
      return String(row.indexOf(Math.max(...row)));
    });
  const odd = numbers.findIndex((value) => !Number.isInteger(value) || value < 0 || value > 9999);
  if (odd >= 0)
    throw new EngineError(
      "bad-data",
      `${name}: label ${odd} of ${array} is ${numbers[odd]}; classes are whole numbers from 0`,
    );
  return numbers.map(String);
}
