/** @file What an image is called: a bundled one has a name in each language. */

import type { Words } from "../strings/strings.ts";
import type { OpenImage } from "../studio/sources.ts";

export function imageName(words: Words, { name }: OpenImage): string {
  const samples: Readonly<Record<string, string>> = words.samples;
  return samples[name] ?? name;
}
