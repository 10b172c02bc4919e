/** @file Opens files that were dropped, pasted or picked. */

import { thumbnailOf } from "../drawing/thumbnail.ts";
import { openDataSet } from "./data-work.ts";
import type { DroppedFiles } from "./dropped-files.ts";
import type { Session } from "./session.ts";

/** Opens the model first, and explains the last picture with it. What goes wrong is kept as the session's trouble, by file. */
export async function openFiles(
  session: Session,
  { model, images, data, saved = [] }: DroppedFiles,
): Promise<void> {
  if (!(await session.started)) return;
  const { troubles } = session;
  troubles.clear();
  const view = await session.saved.take(saved, troubles);
  if (view) return session.turnTo(view);
  if (session.view === "curves") return session.curves.take([...model, ...images, ...data], troubles);
  if (model.length > 0) await session.openModel([...model], model[0].name);
  if (data.length > 0) await openDataSet(session, data);
  let last = session.current;
  for (const file of images) {
    await troubles.keep(file.name, async () => {
      const picture = await session.engine!.decode(file);
      const thumbnail = await thumbnailOf(file, picture);
      session.pictures.add({ name: file.name, source: file, thumbnail });
      last = session.images.length - 1;
    });
  }
  if (last >= 0 && (last !== session.current || !session.prediction)) await session.show(last);
}
