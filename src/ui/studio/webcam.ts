/** @file One picture from the webcam. The camera is on only as long as that takes. */

import { EngineError } from "../../errors.ts";
import { openFiles } from "./open-files.ts";
import type { Session } from "./session.ts";

/** Takes a picture and explains it. What goes wrong is kept as the session's trouble, under this name. */
export async function openWebcam(session: Session, name: string): Promise<void> {
  session.troubles.clear();
  await session.troubles.keep(name, async () => {
    await openFiles(session, { model: [], images: [await webcamPicture()], data: [] });
  });
}

/** Throws EngineError("bad-image"): the page may not use a camera, it was refused, or there is none. */
async function webcamPicture(): Promise<File> {
  const devices = navigator.mediaDevices as MediaDevices | undefined; // nothing on pages without https
  if (!devices)
    throw new EngineError("bad-image", "a page may use the webcam only over https or on localhost");
  const stream = await devices.getUserMedia({ video: true }).catch((error: unknown) => {
    throw new EngineError("bad-image", reasonOf(error), { cause: error });
  });
  try {
    const video = Object.assign(document.createElement("video"), { srcObject: stream, muted: true });
    await video.play();
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext("2d")!.drawImage(video, 0, 0);
    return new File([await canvas.convertToBlob()], "webcam.png", { type: "image/png" });
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

function reasonOf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError")
    return "the webcam was refused; allow it in the browser's settings for this page, or open a file";
  if (name === "NotFoundError") return "there is no webcam; connect one, or open a file";
  if (name === "NotReadableError") return "the webcam is used by another program; close that, or open a file";
  return `the webcam gave no picture: ${error instanceof Error ? error.message : String(error)}`;
}
