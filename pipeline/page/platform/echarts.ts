import type { init as Init, setPlatformAPI as SetPlatformAPI } from 'echarts';

// The drawing library runs in front of this script, from the one copy that the page has of it for its reports.
const library = (
  globalThis as unknown as { readonly echarts: { init: typeof Init; setPlatformAPI: typeof SetPlatformAPI } }
).echarts;

export const { init, setPlatformAPI } = library;
