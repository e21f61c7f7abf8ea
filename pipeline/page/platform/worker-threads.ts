/** One thread of Node.js: the page runs stages with one thread each, so that none is ever started. */
export class Worker {
  constructor() {
    throw new Error('the page starts no threads of Node.js');
  }
}

export const parentPort = null;
export const workerData = undefined;
