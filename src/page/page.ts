/** @file The script of the page: its elements, and that it opens without a network. Pages of others take the elements alone. */

import "../ui/define.ts";
import { keepOffline } from "./offline.ts";

void keepOffline((show) => {
  for (const studio of document.querySelectorAll("limelight-studio")) studio.newer = show;
});
