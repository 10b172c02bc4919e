/** @file The results as Markdown: what was faster by how much, and what each took. */

import type { Results } from "../results.ts";

export function table({
  date,
  device,
  quick,
  peak,
  ratios,
  ranges,
  counts,
  rows,
  missing,
  command,
}: Results): string {
  const where = [
    device.adapter,
    device.browser && `Chromium ${device.browser}`,
    device.node && `Node ${device.node}`,
    `${device.cores} cores`,
  ];
  const lines = [
    `${date.slice(0, 10)}, \`${command}\`${quick ? " (a smoke run: small networks, few rounds)" : ""}, on ${where.filter(Boolean).join(", ")}.`,
  ];
  if (peak)
    lines.push(
      `The adapter's peak in this run: ${round(peak.gflops.median)} GFLOP/s (${round(peak.gflops.least)} to ${round(peak.gflops.most)}), ${round(peak.gigabytes.median)} GB/s.`,
    );
  const compared = Object.entries(ratios).map(([key, ratio]) => {
    const range = ranges[key];
    return [key, `${round(ratio)}×`, range ? `${round(range[0])} to ${round(range[1])}` : ""];
  });
  if (compared.length)
    lines.push(
      "",
      "A ratio above 1 means that Limelight is faster.",
      "",
      ...markdown(["ratio", "median", "range"], compared),
    );
  if (rows.length)
    lines.push(
      "",
      ...markdown(
        ["suite", "network", "engine", "what", "ms", "range", "rounds"],
        rows.map(({ suite, net, engine, what, milliseconds: { median, least, most }, rounds }) => [
          ...[suite, net, engine, what, round(median)],
          `${round(least)} to ${round(most)}`,
          String(rounds.length),
        ]),
      ),
    );
  const shares = Object.entries(counts).filter(([key]) => /-over-|difference$/.test(key));
  if (shares.length)
    lines.push(
      "",
      ...markdown(
        ["counted", "number"],
        shares.map(([key, value]) => [key, round(value)]),
      ),
    );
  if (missing.length) lines.push("", "Not measured:", "", ...missing.map((why) => `- ${why}`));
  return lines.join("\n");
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

/** Three digits that count. */
export const round = (x: number): string =>
  x === 0 || Math.abs(x) >= 1e-3
    ? Number(x.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 })
    : x.toExponential(1);
