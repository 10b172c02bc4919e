/** @file What an image is called: a bundled one has a name in each language. */

import type { OpenImage } from "./sources.ts";
import type { Words } from "./strings.ts";

export function imageName(words: Words, { name }: OpenImage): string {
  const samples: Readonly<Record<string, string>> = words.samples;
  return samples[name] ?? name;
}
