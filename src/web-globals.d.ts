// The only globals that src may use besides the language's: all browsers, workers and Node.js have them. `src/tsconfig.json`
// knows no others. WebAssembly is typed in src/wasm/engine.ts.

declare class TextEncoder {
  encode(text: string): Uint8Array;
  encodeInto(text: string, target: Uint8Array): { readonly read: number; readonly written: number };
}

declare class TextDecoder {
  constructor(encoding?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView, options?: { readonly stream?: boolean }): string;
}
