/** @file One metric of a training as a chart in the page's own colours. */

import { html, nothing, svg } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { chartScale, curvePath } from "../../histories/chart-scale.ts";
import { isBest } from "../../histories/curves-files.ts";
import { type Histories, isLoss, smoothCurve } from "../../histories/history.ts";
import { ofMetric } from "../drawing/format.ts";
import type { Words } from "../strings/strings.ts";

/** Colours there are for runs: `--ll-run-1` and so on. */
const RUNS = 5;
/** Least distance of two names at the lines' ends, in shares of the height. */
const APART = 0.075;

export interface CurveLook {
  /** As in `smoothCurve`; the curve as it is stays, faintly. */
  readonly smoothing: number;
  readonly log: boolean;
  /** The epoch that is read off, from 1. Nothing: the best one. */
  readonly epoch: number | undefined;
}

/** Validation full, training dashed, each named at its end; a ring at the best epoch, an upright line at the one that is read. */
export function curveChart(
  words: Words,
  { runs }: Pick<Histories, "runs">,
  metric: string,
  { smoothing, log, epoch }: CurveLook,
) {
  const drawn = runs.flatMap((run, i) =>
    run.curves
      .filter((curve) => curve.metric === metric)
      .map((curve) => ({ run, curve, style: { "--run": `var(--ll-run-${(i % RUNS) + 1})` } })),
  );
  const epochs = Math.max(2, ...runs.map((run) => run.epochs));
  const curves = drawn.map(({ curve }) => curve);
  const { x, y, values, epochs: marked } = chartScale(curves, epochs, log);
  const [across, down] = [(at: number) => round(100 * x(at)), (at: number) => round(100 * y(at))];
  const at = epoch ?? runs[0]?.best?.epoch;
  const read = curves.find(({ split }) => split === "validation") ?? curves[0];
  const value = at && read ? read.values[at - 1] : undefined;
  const isShare = values.length > 0 && values.every((tick) => ofMetric(metric, tick).endsWith("%"));
  const ends = apart(
    drawn.map(({ run, curve }) => ({
      name: [...(runs.length > 1 ? [run.name] : []), words.splits[curve.split]].join(" "),
      isMain: curve.split === "validation",
      top: y(curve.values.findLast(Number.isFinite) ?? Number.NaN),
    })),
  );
  return html`
    <p class="caption"><b>${metric}</b><span>${isLoss(metric) ? words.lowerIsBetter : words.higherIsBetter}</span></p>
    <div class="values" aria-hidden="true">
      ${values.map((tick) => html`<span style=${styleMap({ top: `${down(tick)}%` })}>${isShare ? `${short(100 * tick)} %` : short(tick)}</span>`)}
    </div>
    <div class="plot">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${words.curvesOf(metric)}>
        ${values.map((tick) => svg`<line class="grid" x2="100" y1=${down(tick)} y2=${down(tick)} />`)}
        ${drawn.flatMap(({ curve, style }) =>
          (smoothing ? [curve.values, smoothCurve(curve.values, smoothing)] : [curve.values]).map(
            (line, i, { length }) =>
              svg`<path class="${curve.split} ${i < length - 1 ? "faint" : ""}" style=${styleMap(style)} d=${curvePath(line, across, down)} />`,
          ),
        )}
      </svg>
      ${
        at === undefined
          ? nothing
          : html`<i class="cursor" style=${styleMap({ left: `${across(at)}%` })}></i>
            ${
              value === undefined || !Number.isFinite(value)
                ? nothing
                : html`<b class="read ${x(at) > 0.5 ? "before" : ""} ${y(value) < 0.5 ? "below" : ""}" style=${styleMap({ left: `${across(at)}%` })}>${words.epochIs(at, ofMetric(metric, value))}</b>`
            }`
      }
      ${drawn.map(({ run, curve, style }) =>
        isBest(run, curve)
          ? html`<i class="ring" style=${styleMap({ ...style, left: `${across(run.best!.epoch)}%`, top: `${down(run.best!.value)}%` })}></i>`
          : nothing,
      )}
    </div>
    <div class="names" aria-hidden="true">
      ${ends.map(({ name, isMain, top }) => html`<span class=${isMain ? "main" : ""} style=${styleMap({ top: `${100 * top}%` })}>${name}</span>`)}
    </div>
    <div class="epochs" aria-hidden="true">
      ${marked.map((tick) => html`<span style=${styleMap({ left: `${across(tick)}%` })}>${tick}</span>`)}
    </div>
  `;
}

/** Names that would lie on each other, moved down as far as they must, and up again where that leaves the chart. */
function apart<Name extends { readonly top: number }>(names: readonly Name[]): Name[] {
  const sorted = names.filter(({ top }) => Number.isFinite(top)).sort((a, b) => a.top - b.top);
  const tops = sorted.map(({ top }) => top);
  for (let i = 1; i < tops.length; i++) tops[i] = Math.max(tops[i], tops[i - 1] + APART);
  for (let i = tops.length - 1, most = 1; i >= 0; i--, most -= APART) tops[i] = Math.min(tops[i], most);
  return sorted.map((name, i) => ({ ...name, top: tops[i] }));
}

const short = (value: number) => Number(value.toPrecision(3));
const round = (value: number) => Math.round(value * 100) / 100;
