/** @file The words of mean explanations over a data set in English. */

import type { MeansWords } from "./strings-means.ts";

const where = (actual: string, predicted: string | undefined): string => {
  if (predicted === undefined) return `In pictures of ${actual}`;
  return actual === predicted ? `Where ${actual} is right` : `Where ${actual} is taken for ${predicted}`;
};

export const englishMeans: MeansWords = {
  meansEmpty: "What does the network look at?",
  meansHow:
    "Give labelled pictures: Run explains each, and shows the mean for each class and each mistake. It can be stopped and go on.",
  meansReady: (name, samples) => `${name}: ${samples} pictures. Run explains each of them.`,
  meanOf: (actual, predicted) =>
    predicted === undefined
      ? actual
      : `${actual} ${actual === predicted ? "that is right" : `taken for ${predicted}`}`,
  meanFinding: (actual, predicted, place, share) =>
    `${where(actual, predicted)}, ${share} of what counts lies ${place}.`,
  meanNothing: (actual, predicted) => `${where(actual, predicted)}, nothing counts yet.`,
  meansTrust: (explained, method, of) =>
    `${explained} pictures, explained by ${method}: ${of.toLowerCase()}. Each counts the same.`,
  meansRunning: (done, all) => `${done} of ${all} pictures so far. The maps still change.`,
  meansStopped: (done, all) => `Stopped after ${done} of ${all} pictures. Go on explains the rest.`,
  goOn: "Go on",
  goesOnWith: {
    model: (name) => `Not finished: it can go on while the model ${name} is open.`,
    data: (name) => `Not finished: it can go on while the data set ${name} is open.`,
    settings: () => "Not finished: it was asked what this page does not set, and can go on in the terminal.",
  },
  startOver: "Start over",
  classesLabel: "Mean of each class",
  takenFor: (actual) => `${actual}, by what it is taken for`,
  meanLabel: (name, count) => `${name}, mean of ${count}`,
  wholeClass: "Whole class",
  takenAs: (name) => `as ${name}`,
  overMean: "Over the mean picture",
  numberOfPictures: "Pictures",
  shareOfClass: "Share of its class",
  largestMean: "Largest mean",
  picks: "Pictures that stand for all",
  picksHint: (coverage) => `SP-LIME's pick: together they show ${coverage} of what counts anywhere.`,
  openPick: (sample, coverage) => `Picture ${sample}, ${coverage} shown so far: explain it`,
  pickSample: (sample) => `Picture ${sample}`,
  whereItLooks: "What does it look at here?",
  meanOfCell: (count) => `Mean of ${count}`,
  explainedClass: "Class that is explained",
  explainedClasses: { predicted: "What the model says", true: "What is true" },
  onlyCell: (actual, predicted) => `Only ${actual} taken for ${predicted}`,
  pickCount: "Pictures that stand for all",
  whichPictures: "Classes",
  usagesLabel: "Usage",
  atMost: "At most",
  selectedOf: (some, all) => `${some} of ${all} pictures.`,
  onlyOf: (names) => `Only ${names}.`,
  firstOf: (count) => `The first ${count}.`,
};
