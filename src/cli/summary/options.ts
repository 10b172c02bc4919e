/** @file What `limelight summary` can be asked. */

import type { OptionSpec } from "../options.ts";

export const SUMMARY_OPTIONS: readonly OptionSpec[] = [
  { name: "nested", help: "rows for the layers of models within the model, too" },
];
