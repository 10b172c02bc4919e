/** @file Every graph goes through here before it is compiled. */

import type { Graph } from "../graph/graph.ts";
import { fuse } from "./fuse.ts";
import { prune } from "./prune.ts";

/** The same outputs from fewer steps. */
export const optimise = (graph: Graph): Graph => prune(fuse(prune(graph)));
