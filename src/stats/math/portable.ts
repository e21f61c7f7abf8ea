/**
 * Elementary functions with the same bits in every engine of JavaScript, version and processor: ECMAScript leaves those of
 * `Math` and of `**` to the engine, which the last digits of results would depend on.
 *
 * They return what V8 11 (Node.js 20) returns for log, exp and all others that it too has from fdlibm. Where R's own bits
 * matter, `exact-log.ts`, `exact-exp.ts` and `exact-power.ts` have those of glibc.
 */
export { cbrt } from './cbrt.ts';
export { exp } from './exp.ts';
export { expm1 } from './expm1.ts';
export { asinh, atanh, sinh, tanh } from './hyperbolic.ts';
export { hypot, norm } from './hypot.ts';
export { log } from './log.ts';
export { log1p } from './log1p.ts';
export { log2 } from './log2.ts';
export { log10 } from './log10.ts';
export { pow } from './pow.ts';
export { cube, powerOfTen } from './powers.ts';
export { asin, cos, sin } from './trigonometry.ts';
