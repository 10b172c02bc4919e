/** @file The words of mean explanations over a data set in Traditional Chinese. */

import type { MeansWords } from "./strings-means.ts";

const where = (actual: string, predicted: string | undefined): string => {
  if (predicted === undefined) return `在 ${actual} 的圖片中`;
  return actual === predicted ? `答對 ${actual} 時` : `把 ${actual} 認成 ${predicted} 時`;
};

export const traditionalChineseMeans: MeansWords = {
  meansEmpty: "網路在看哪裡？",
  meansHow:
    "請提供有標籤的圖片：按「執行」會解釋每一張，並顯示各類別與各種誤認的平均。可以停下來，之後再繼續。",
  meansReady: (name, samples) => `${name}：${samples} 張圖片。按「執行」逐張解釋。`,
  meanOf: (actual, predicted) => {
    if (predicted === undefined) return actual;
    return actual === predicted ? `答對的 ${actual}` : `${actual} 被認成 ${predicted}`;
  },
  meanFinding: (actual, predicted, place, share) =>
    `${where(actual, predicted)}，重要的部分有 ${share} 在${place}。`,
  meanNothing: (actual, predicted) => `${where(actual, predicted)}，還看不出什麼重要。`,
  meansTrust: (explained, method, of) => `以「${method}」解釋${of}，共 ${explained} 張，每張份量相同。`,
  meansRunning: (done, all) => `目前完成 ${all} 張中的 ${done} 張，圖譜仍會變動。`,
  meansStopped: (done, all) => `已在 ${all} 張中的第 ${done} 張停止。按「繼續」解釋其餘圖片。`,
  goOn: "繼續",
  goesOnWith: {
    model: (name) => `尚未完成：開啟模型 ${name} 後可以繼續。`,
    data: (name) => `尚未完成：開啟資料集 ${name} 後可以繼續。`,
    settings: () => "尚未完成：所用的設定不在這個頁面上，可以在終端機繼續。",
  },
  startOver: "重新開始",
  classesLabel: "各類別的平均",
  takenFor: (actual) => `${actual} 被認成`,
  meanLabel: (name, count) => `${name}，${count} 張的平均`,
  wholeClass: "整個類別",
  takenAs: (name) => `認成 ${name}`,
  overMean: "疊在平均圖片上",
  numberOfPictures: "張數",
  shareOfClass: "佔該類別",
  largestMean: "最大平均值",
  picks: "足以代表全部的圖片",
  picksHint: (coverage) => `由 SP-LIME 挑選：合起來呈現所有重要部分的 ${coverage}。`,
  openPick: (sample, coverage) => `圖片 ${sample}，至此呈現 ${coverage}：解釋它`,
  pickSample: (sample) => `圖片 ${sample}`,
  whereItLooks: "它在這裡看什麼？",
  meanOfCell: (count) => `${count} 張的平均`,
  explainedClass: "解釋哪個類別",
  explainedClasses: { predicted: "模型的答案", true: "真實類別" },
  onlyCell: (actual, predicted) => `只看 ${actual} 被認成 ${predicted}`,
  pickCount: "代表圖片的張數",
  whichPictures: "類別",
  usagesLabel: "用途",
  atMost: "最多",
  selectedOf: (some, all) => `${all} 張中的 ${some} 張。`,
  onlyOf: (names) => `只含 ${names}。`,
  firstOf: (count) => `前 ${count} 張。`,
};
