/** node:events for threads, of which the page has none. */
export function once(): never {
  throw new Error('the page starts no threads of Node.js');
}
