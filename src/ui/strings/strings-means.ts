/** @file The words of mean explanations over a data set, and of what is chosen from one. */

export interface MeansWords {
  readonly meansEmpty: string;
  readonly meansHow: string;
  readonly meansReady: (name: string, samples: string) => string;
  /** Where the pictures of a class are explained, of a class where it is right, or of one that is taken for another. */
  readonly meanOf: (actual: string, predicted: string | undefined) => string;
  readonly meanFinding: (
    actual: string,
    predicted: string | undefined,
    place: string,
    share: string,
  ) => string;
  readonly meanNothing: (actual: string, predicted: string | undefined) => string;
  /** On what it rests. */
  readonly meansTrust: (explained: string, method: string, of: string) => string;
  readonly meansRunning: (done: string, all: string) => string;
  readonly meansStopped: (done: string, all: string) => string;
  readonly goOn: string;
  /** What a saved run that is not finished would go on with. */
  readonly goesOnWith: Readonly<Record<"model" | "data" | "settings", (name: string) => string>>;
  readonly startOver: string;
  readonly classesLabel: string;
  readonly takenFor: (actual: string) => string;
  readonly meanLabel: (name: string, count: string) => string;
  readonly wholeClass: string;
  /** Above the means of the pictures that are taken for a class. */
  readonly takenAs: (name: string) => string;
  readonly overMean: string;
  readonly numberOfPictures: string;
  readonly shareOfClass: string;
  readonly largestMean: string;
  readonly picks: string;
  readonly picksHint: (coverage: string) => string;
  readonly openPick: (sample: number, coverage: string) => string;
  readonly pickSample: (sample: number) => string;
  readonly whereItLooks: string;
  readonly meanOfCell: (count: string) => string;
  readonly explainedClass: string;
  readonly explainedClasses: Readonly<Record<"predicted" | "true", string>>;
  readonly onlyCell: (actual: string, predicted: string) => string;
  readonly pickCount: string;
  readonly whichPictures: string;
  readonly usagesLabel: string;
  readonly atMost: string;
  readonly selectedOf: (some: string, all: string) => string;
  /** What a result was restricted to. */
  readonly onlyOf: (names: string) => string;
  readonly firstOf: (count: string) => string;
}
