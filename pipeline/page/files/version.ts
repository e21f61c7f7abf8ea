declare const SEEDRANK_VERSION: string;

/** The version of this package, which the build puts here. */
export const version: string = SEEDRANK_VERSION;
