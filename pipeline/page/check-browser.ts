import { Fault } from '../../src/fault.ts';

/** The shortest module: its mark and version. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Refuses a browser without WebAssembly, in which tables are read and genes fitted: nothing else would give the same bytes. */
export function checkBrowser(): void {
  try {
    const { WebAssembly: engine } = globalThis as unknown as {
      readonly WebAssembly: { readonly Module: new (bytes: Uint8Array) => unknown };
    };
    new engine.Module(EMPTY);
  } catch (error) {
    throw new Fault({
      code: 'BROWSER_NO_WEBASSEMBLY',
      message: 'this browser does not let the page compute with WebAssembly',
      found: error instanceof Error ? error.message : String(error),
      expected: 'a browser that allows WebAssembly, as all do unless they are told not to',
      hint: 'Allow WebAssembly (it may be off in a locked-down mode or by a policy), use another browser, or install the program.',
    });
  }
}
