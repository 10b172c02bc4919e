/** @file The results as one HTML file with plots: no script, nothing from elsewhere. */

import type { Curve, Results } from "../results.ts";
import { bars, type Plot, plot } from "./svg.ts";
import { round } from "./table.ts";

const AXES: Readonly<Record<Curve["plot"], Omit<Plot, "curves">>> = {
  "time against samples": { x: "samples", y: "seconds", log: false },
  "work against superpixels": {
    x: "superpixels",
    y: "multiply-adds ÷ those of every sample by itself",
    log: false,
  },
  roofline: { x: "FLOP per byte that must move", y: "GFLOP/s", log: true },
};

export function report(results: Results): string {
  const { device, versions, ratios, ranges, rows, counts, missing, date, command, peak } = results;
  const plots = (Object.keys(AXES) as Curve["plot"][]).map((name) => {
    const curves = results.curves.filter((curve) => curve.plot === name);
    const drawn = curves.length
      ? plot({ ...AXES[name], curves: [...joined(curves), ...(name === "roofline" ? roof(results) : [])] })
      : "";
    return drawn && `<h2>${capital(name)}</h2>${drawn}`;
  });
  const bounds = Object.entries(ratios).map(([key, median]) => ({
    key,
    median,
    range: ranges[key] ?? ([median, median] as const),
  }));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Limelight: benchmarks of ${escaped(date.slice(0, 10))}</title>
<style>${STYLE}</style></head><body>
<h1>Limelight: benchmarks</h1>
<p>${escaped(date)}, <code>${escaped(command)}</code>${results.quick ? ", a smoke run" : ""}.
${peak ? `Peak of the adapter in this run: ${round(peak.gflops.median)} GFLOP/s, ${round(peak.gigabytes.median)} GB/s.` : ""}
${device.software ? "<strong>The adapter is software: nothing here is a measurement of a GPU.</strong>" : ""}</p>
${bounds.length ? `<h2>How many times faster</h2><p>Medians of the ratios of each round, least and most as lines; to the right of 1 Limelight is faster.</p>${bars(bounds)}` : ""}
${plots.join("\n")}
${tableOf(
  "Times",
  ["suite", "network", "engine", "what", "ms", "least", "most", "rounds"],
  rows.map(({ suite, net, engine, what, milliseconds: { median, least, most }, rounds }) => [
    suite,
    net,
    engine,
    what,
    round(median),
    round(least),
    round(most),
    String(rounds.length),
  ]),
)}
${tableOf(
  "Counted",
  ["what", "number"],
  Object.entries(counts).map(([key, value]) => [
    key,
    value.toLocaleString("en", { maximumSignificantDigits: 4 }),
  ]),
)}
${tableOf(
  "Where",
  ["", ""],
  Object.entries({ ...device, ...versions })
    .filter(([, value]) => value !== "")
    .map(([key, value]) => [key, String(value)]),
)}
${missing.length ? `<h2>Not measured</h2><ul>${missing.map((why) => `<li>${escaped(why)}</li>`).join("")}</ul>` : ""}
</body></html>
`;
}

/** Curves of the same name are one. */
function joined(curves: readonly Curve[]): Curve[] {
  const byName = new Map<string, Curve>();
  for (const curve of curves) {
    const points = [...(byName.get(curve.name)?.points ?? []), ...curve.points].sort(([a], [b]) => a - b);
    byName.set(curve.name, { ...curve, points });
  }
  return [...byName.values()];
}

/** What the adapter allows: its bandwidth, then its arithmetic (Williams et al., 2009, https://doi.org/10.1145/1498765.1498785). */
function roof({ peak, curves }: Results): Curve[] {
  if (!peak) return [];
  const { gflops, gigabytes } = peak;
  const ridge = gflops.median / gigabytes.median;
  const xs = curves.filter(({ plot }) => plot === "roofline").flatMap(({ points }) => points.map(([x]) => x));
  const [left, right] = [Math.min(ridge, ...xs) / 2, Math.max(ridge, ...xs) * 2];
  const points = [
    [left, left * gigabytes.median],
    [ridge, gflops.median],
    [right, gflops.median],
  ] as const; // prettier-ignore
  return [{ plot: "roofline", name: "the adapter", points, line: true }];
}

const tableOf = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ""
    : `<h2>${title}</h2><div class="wide"><table><tr>${head.map((cell) => `<th>${escaped(cell)}</th>`).join("")}</tr>${rows
        .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`)
        .join("")}</table></div>`;

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1f;background:#fff}
svg{width:100%;height:auto;font:13px system-ui,sans-serif}.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:.875rem}td,th{padding:.2rem .6rem;border-bottom:1px solid #ddd;text-align:left;overflow-wrap:anywhere}td:first-child{white-space:nowrap}
code{background:#f2f2f4;padding:0 .2rem}`;
