/** @file The words of the page around the views in Traditional Chinese. */

import type { StudioWords } from "./strings-studio.ts";

export const traditionalChineseStudio: StudioWords = {
  undo: "復原",
  fromLink: "從連結",
  linkLabel: "圖片或模型的網址",
  linkHint: "由本頁面下載，除請求外不送出任何資料。伺服器須允許其他來源（CORS）。複製的網址也可直接貼上。",
  openLink: "開啟",
  webcam: "網路攝影機",
  keysTitle: "鍵盤",
  keysAnywhere: "任何地方",
  keysPicture: "在圖片上",
  keysGallery: "在圖庫或矩陣中",
  keyNames: {
    sheet: "本說明",
    view: "切換檢視",
    open: "開啟檔案",
    paste: "開啟剪貼簿的內容",
    run: "執行或再次執行",
    stop: "取消、關閉",
    undo: "復原設定",
    redo: "重做設定",
    theme: "淺色或深色",
    nextSuperpixel: "依權重移到下一個超像素",
    hide: "隱藏或放回",
    move: "移動",
    choose: "選取",
    ends: "第一個、最後一個",
  },
};
