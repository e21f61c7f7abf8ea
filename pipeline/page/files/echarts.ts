import { ASSETS } from '../platform/module.ts';
import { blobAt } from '../platform/store.ts';

// The drawing library for still figures, in a worker: the one that reports carry, so that the page has it once. It is loaded when
// the first report is made.

const scope = globalThis as unknown as {
  readonly echarts: { readonly init: unknown; readonly setPlatformAPI: unknown };
  importScripts(url: string): void;
};

const url = URL.createObjectURL(blobAt(`${ASSETS}/src/report/client/library/echarts.js`));
scope.importScripts(url);
URL.revokeObjectURL(url);

export const { init, setPlatformAPI } = scope.echarts;
