/** @file What is done with a data set on the page: it is opened, a cell is looked into, a picture is explained. */

import type { AverageResult } from "../../data/average-options.ts";
import { methodOf } from "./means-asks.ts";
import type { ShownSample } from "./open-data.ts";
import type { Session } from "./session.ts";
import { isOfData, type View } from "./views.ts";

/** Opens a data set in place of the one in use, and shows what it is good for. What was chosen of the other says nothing about it. */
export async function openDataSet(session: Session, files: readonly File[]): Promise<void> {
  const { runs, data, troubles, settings } = session;
  const name = files.length === 1 ? files[0].name : (files[0].webkitRelativePath.split("/")[0] ?? "");
  runs.clearData();
  if (!isOfData(session.view)) session.turnTo("confusion");
  session.set({ ...settings, data: {}, means: { ...settings.means, cell: undefined } });
  await troubles.keep(name, () => data.open(session.engine!, files));
}

/** Shows the pictures behind a cell of the confusion matrix. */
export async function openCell(session: Session, actual: number, predicted: number): Promise<void> {
  const { runs, data, troubles } = session;
  const samples = runs.confusion.latest?.cells[actual][predicted];
  if (samples) await troubles.keep("", () => data.openCell(session.engine!, actual, predicted, samples));
}

/** Looks at what counts in the pictures of a cell: at its mean map if there is one, else explains these pictures alone. */
export async function lookIntoCell(session: Session, actual: number, predicted: number): Promise<void> {
  const { runs, data, settings } = session;
  const isKnown = runs.means.latest?.cells.some(
    (cell) => cell.true === actual && cell.predicted === predicted,
  );
  data.mean = [actual, predicted];
  await session.look("means");
  if (isKnown) return;
  session.set({ ...settings, means: { ...settings.means, cell: { true: actual, predicted } } });
  await session.explain();
}

/** Explains a picture of the data set in one of the views for pictures. */
export async function explainSample(
  session: Session,
  { sample, thumbnail, picture }: ShownSample,
  view: View = "lime",
): Promise<void> {
  session.addImage({ name: `${session.data.set?.name} ${sample}`, source: picture, thumbnail });
  session.turnTo(view);
  await session.show(session.images.length - 1);
}

/** Fetches the pictures that a result picked, where they are not there. */
export async function fetchPicked(session: Session, { picks }: AverageResult): Promise<void> {
  const { engine, data, troubles } = session;
  const samples = picks.map(({ sample }) => sample);
  if (engine) await troubles.keep(data.set?.name ?? "", () => data.pick(engine, samples));
}

/** Explains a picked picture as the run over the data set did. */
export async function explainPicked(session: Session, sample: number): Promise<void> {
  const picked = session.data.picked.get(sample);
  const result = session.runs.means.latest;
  if (!picked || !result) return;
  const method = methodOf(result);
  if (method === "lime") return explainSample(session, picked);
  const { settings } = session;
  session.set({ ...settings, saliency: { ...settings.saliency, method } });
  await explainSample(session, picked, "saliency");
}
