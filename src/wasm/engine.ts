/**
 * The part of the WebAssembly interface that this project uses, typed here because neither the language library nor
 * Node 20's types declare it without the whole browser.
 */
export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
  /** Adds pages of 64 KiB; returns how many there were. */
  grow(pages: number): number;
}

/** Compiled code; may be sent to other threads. */
export interface WasmModule {
  readonly wasmModule?: never;
}

export interface WasmEngine {
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
  readonly Memory: new (size: { initial: number; maximum: number; shared: boolean }) => WasmMemory;
}

export const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: WasmEngine };
