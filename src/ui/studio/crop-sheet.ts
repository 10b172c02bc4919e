/** @file The dialog in which the chosen picture is cropped, and what comes of it. */

import { css, html } from "lit";
import type { Picture } from "../../images/picture.ts";
import { pixelsAddress } from "../drawing/thumbnail.ts";
import { imageName } from "../elements/image-name.ts";
import type { Words } from "../strings/strings.ts";
import type { LimelightCrop } from "./crop.ts";
import type { Session } from "./session.ts";

export function cropSheet(words: Words) {
  const close = (event: Event) => (event.currentTarget as Element).closest("dialog")!.close();
  const forget = ({ currentTarget }: Event) => {
    (currentTarget as Element).querySelector<LimelightCrop>("limelight-crop")!.picture = undefined;
  };
  return html`
    <dialog id="crop" aria-labelledby="crop-title" closedby="any" @close=${forget}>
      <div class="dialog-head">
        <h2 id="crop-title">${words.cropTitle}</h2>
        <form method="dialog"><button class="button plain" aria-label=${words.close}>×</button></form>
      </div>
      <limelight-crop @limelight-crop=${close}></limelight-crop>
    </dialog>
  `;
}

/** Shows the chosen picture in the dialog, in its full size. What goes wrong is kept as the session's trouble. */
export async function openCrop(session: Session, sheet: HTMLDialogElement): Promise<void> {
  const { engine, images, current, troubles, model } = session;
  const image = images[current];
  if (!engine || !image) return;
  troubles.clear();
  await troubles.keep(image.name, async () => {
    const picture = await engine.decode(image.source);
    if (image !== session.images[session.current]) return; // another was chosen meanwhile
    const crop = sheet.querySelector<LimelightCrop>("limelight-crop")!;
    const [height, width] = model?.inputShape ?? [1, 1];
    crop.aspect = width / height;
    crop.picture = picture;
    sheet.showModal();
    await crop.updateComplete;
    crop.focus();
  });
}

/** Lists a part of the chosen picture after it, and explains that. */
export async function addCropped(session: Session, words: Words, picture: Picture): Promise<void> {
  const { images, current } = session;
  const name = words.croppedName(imageName(words, images[current]));
  const thumbnail = await pixelsAddress(picture);
  session.pictures.add({ name, source: picture, thumbnail }, current + 1);
  await session.show(current + 1);
}

export const cropStyles = css`
  limelight-crop {
    padding: var(--ll-4) var(--ll-6) var(--ll-6);
  }
`;
