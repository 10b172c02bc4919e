/** @file The other engines, ready for a network. One that cannot run it is named among what is missing. */

import type { Net } from "../nets/net.ts";
import type { PeerName, PeerNet, Place } from "../place.ts";
import type { Findings } from "../results.ts";

export interface OpenPeer {
  readonly name: PeerName;
  readonly opened: PeerNet;
}

export async function openPeers(
  { peers, log }: Place,
  findings: Findings,
  key: string,
  net: Net,
  batch: number,
  wanted: (name: PeerName) => boolean = () => true,
): Promise<OpenPeer[]> {
  const open: OpenPeer[] = [];
  for (const peer of peers.filter(({ name }) => wanted(name)))
    try {
      open.push({ name: peer.name, opened: await peer.open(net, batch) });
    } catch (error) {
      const why = `${key}: ${peer.name} ${peer.version} cannot run it: ${(error as Error).message.slice(0, 300)}`;
      findings.missing.push(why);
      log(why);
    }
  return open;
}

/** Not TensorFlow.js on wasm: a step of its ascent is a thousandth away from what all others agree on. */
export const hasGradients = (name: PeerName): boolean => name === "tfjs-webgpu";
