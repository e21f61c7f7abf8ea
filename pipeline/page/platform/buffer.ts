/** Bytes for a library that takes them as Node.js has them. */
export const Buffer = { from: (bytes: Uint8Array): Uint8Array => bytes };
