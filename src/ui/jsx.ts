/** @file The elements as JSX has them, for React 19 and those like it. Types only. */

import type { LitElement } from "lit";
import type { LimelightEvents } from "./elements/events.ts";

/** React 19 sets properties as they are, and hears `limelight-result` by `onlimelight-result`. */
type Handlers = {
  [Name in keyof LimelightEvents as `on${Name}`]?: (event: CustomEvent<LimelightEvents[Name]>) => void;
};

interface Common {
  readonly key?: string | number | null;
  readonly ref?: unknown;
  readonly id?: string;
  readonly className?: string;
  readonly style?: object;
  readonly lang?: string;
  readonly slot?: string;
  readonly children?: unknown;
}

type Properties<Element> = { [Name in Exclude<keyof Element, keyof LitElement>]?: Element[Name] | undefined };

/**
 * What each element takes in JSX, by its name: its properties and events. A page in React says once
 *
 *     import type { LimelightElements } from "limelight/define";
 *     declare module "react" { namespace JSX { interface IntrinsicElements extends LimelightElements {} } }
 */
export type LimelightElements = {
  [Name in Extract<keyof HTMLElementTagNameMap, `limelight-${string}`>]: Properties<
    HTMLElementTagNameMap[Name]
  > &
    Handlers &
    Common;
};
