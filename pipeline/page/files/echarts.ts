// The drawing library for still figures, in a worker: the one that reports carry, so that the page has it once. It stands in front
// of the program of the worker, since Firefox lets a worker of a page on the disk load no other script.

const scope = globalThis as unknown as {
  readonly echarts: { readonly init: unknown; readonly setPlatformAPI: unknown };
  loadEcharts(): void;
};

scope.loadEcharts();

export const { init, setPlatformAPI } = scope.echarts;
