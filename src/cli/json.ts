/** @file Results as JSON, which the page opens again. */

import { writeFileSync } from "node:fs";
import { VERSION } from "../version.ts";

/** "-" is standard output. */
export function writeJson(out: string, result: object): void {
  if (out === "-") process.stdout.write(resultText(result));
  else writeFileSync(out, resultText(result));
}

/** Its first words tell that it is a result of ours. */
export const resultText = (result: object): string => `${jsonText({ limelight: VERSION, ...result })}\n`;

/** Indented by one; typed arrays are lists, and a list of numbers is one line. */
export function jsonText(value: unknown, indent = "\n"): string {
  if (ArrayBuffer.isView(value)) return JSON.stringify(Array.from(value as unknown as ArrayLike<number>));
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const inner = `${indent} `;
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item === "number")) return JSON.stringify(value);
    return `[${value.map((item) => `${inner}${jsonText(item, inner)}`).join(",")}${indent}]`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (!entries.length) return "{}";
  const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${jsonText(item, inner)}`);
  return `{${lines.join(",")}${indent}}`;
}
