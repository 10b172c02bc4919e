/** @file The run of the mean explanation over a data set: it goes on where it was stopped, while it is asked the same. */

import type { AverageOptions, AverageResult } from "../../data/average-options.ts";
import type { Engine, ModelInfo } from "../../workers/protocol.ts";
import { Run } from "../elements/run.ts";
import { isAskedSo } from "./means-resume.ts";
import type { OpenData } from "./open-data.ts";

export class MeansRun extends Run<AverageResult> {
  /** Whether it was stopped, and would go on if it were started with these options. */
  canGoOn(options: AverageOptions): boolean {
    return this.state === "stopped" && this.latest !== undefined && isAskedSo(this.latest, options);
  }

  /** Goes on if it can, else from the first picture. There is a data set, whose picked pictures are fetched as they are picked. */
  start(engine: Engine, model: ModelInfo, data: OpenData, options: AverageOptions): Promise<void> {
    const goesOn = this.canGoOn(options);
    const resume = goesOn ? this.latest : undefined;
    return this.follow(
      async function* (signal) {
        for await (const result of engine.average(model, data.set!, {
          ...options,
          ...(resume ? { resume } : {}),
          signal,
        })) {
          const picking = data.pick(
            engine,
            result.picks.map(({ sample }) => sample),
          );
          picking.catch(() => undefined); // the last one's failure is told, below
          yield result;
          if (result.done) await picking;
        }
      },
      { goesOn },
    );
  }
}
