/** @file A set of labelled pictures: what is known of it, and what is chosen from it. Plain data: it crosses threads. */

/** What a page knows about an opened data set; while it is read, about what was read so far. */
export interface DataSet {
  readonly id: number;
  readonly name: string;
  /** Nothing until it is read. */
  readonly format?: "fer-csv" | "folders" | "labelled-files" | "arrays";
  /** False while it is still being read. */
  readonly done: boolean;
  /** Bytes read, and how many there are where that is known. */
  readonly bytes: number;
  readonly totalBytes?: number;
  /** How many pictures there are. They are numbered from 0, in the order of the file or of the sorted paths. */
  readonly samples: number;
  /** Names of the labels. Those of FER-2013, which are numbers, have the names that its authors gave them. Empty until it is read. */
  readonly classes: readonly string[];
  /** As the files name them: "Training", "PublicTest", "PrivateTest", "train", …; empty if they name none. */
  readonly usages: readonly string[];
  /** [usage][class]: how many pictures; one row where there are no usages. Empty until it is read. */
  readonly counts: readonly (readonly number[])[];
  readonly skipped: Skipped;
  readonly warnings: readonly string[];
}

/** What could not be read, and was left out. */
export interface Skipped {
  readonly count: number;
  /** The first 100. */
  readonly rows: readonly SkippedRow[];
}

export interface SkippedRow {
  /** Of a CSV file, from 1. */
  readonly line?: number;
  /** Of a picture in a folder, an archive or a list. */
  readonly path?: string;
  /** The number of the picture, where it has one. */
  readonly sample?: number;
  readonly reason: string;
}

/** How fast a run over pictures goes. */
export interface Throughput {
  /** Pictures done with a second, by this run. */
  readonly picturesPerSecond: number;
  /**
   * The share of this run's time in which nothing was asked of the device, 0…1. A device whose answer comes while the engine's thread
   * is busy counts as busy until that hears of it, so that it may idle more than this.
   */
  readonly deviceIdle: number;
}

/** Which pictures of a data set are meant. Default: all. */
export interface Selection {
  /** Names of usages; case does not count. */
  readonly usages?: readonly string[];
  /** Classes of the data set, by name (case does not count) or number. */
  readonly classes?: readonly (string | number)[];
  /** Numbers of pictures, in this order: those behind a cell, for example. */
  readonly samples?: ArrayLike<number>;
  /** The first so many of what is selected. */
  readonly limit?: number;
}
