import { createRequire } from 'node:module';

/** The version of this package, from its package.json. */
export const version = (createRequire(import.meta.url)('seedrank/package.json') as { readonly version: string })
  .version;
