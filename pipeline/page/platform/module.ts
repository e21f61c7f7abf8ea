/** Where the files of packages lie that the page carries. */
export const ASSETS = '/assets';

/** node:module for files of packages, all of which lie in one folder. */
export function createRequire(_from: string): { resolve(id: string): string } {
  return { resolve: (id) => `${ASSETS}/${id}` };
}
