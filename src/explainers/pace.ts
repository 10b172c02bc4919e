/** @file How an explanation among many goes: its picture is made ready while the device works on the one before. */

export interface Pace {
  /** The device is not asked about the explanation itself before this. Default: at once. */
  readonly turn?: Promise<unknown>;
  /** Whether unfinished results are made on the way. Default: true. */
  readonly glimpses?: boolean;
  /** Rows of the last batch that was answered soon: LIME begins with as many, and notes them for the next. */
  readonly batch?: { rows?: number };
}
