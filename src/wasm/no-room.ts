import { Fault } from '../fault.ts';

/**
 * The fault for a memory of WebAssembly that was refused; any other error as it is. V8 takes 8 GiB of addresses, most of them
 * never used, for each, so that one outside needs no check: `ulimit -v`, by which some clusters limit memory, refuses that.
 */
export function noRoom(error: unknown): unknown {
  if (!(error instanceof RangeError && error.message.startsWith('WebAssembly'))) return error;
  return new Fault({
    code: 'WASM_NO_ROOM',
    message: 'the addresses that a process may have are limited so that WebAssembly gets no memory',
    found: error.message,
    expected: 'no limit of addresses (ulimit -v)',
    hint: 'Limit addresses less, or set NODE_OPTIONS=--disable-wasm-trap-handler: 2 GiB are enough then, at a little speed.',
  });
}
