import { NORMAL_TAILS } from '../../stats/distributions/normal-coefficients.ts';
import { decodeBase64 } from '../../text/base64.ts';
import { Arena } from '../../wasm/arena.ts';
import { type WasmMemory, wasm } from '../../wasm/engine.ts';
import { twoGroupKernelBase64 } from '../../wasm/generated/two-group-kernel.ts';
import { backgroundComponents, backgroundScales, targetMeans, targetSpreads } from './effect-components.ts';
import { LARGE, STEPS } from './gene-effects.ts';
import type { GeneSums } from './gene-sums.ts';
import { tiltClasses } from './target-effects.ts';
import * as at from './two-group-layout.ts';

interface KernelExports {
  readonly memory: WasmMemory;
  heapBase(): number;
  tablesAt(): number;
  densities(estimates: number, errors: number, genes: number, backgrounds: number, targets: number): void;
  evaluate(
    weights: number,
    backgrounds: number,
    rows: number,
    rest: number,
    asTarget: number,
    genes: number,
    value: number,
  ): number;
  differentiate(
    weights: number,
    backgrounds: number,
    rows: number,
    rest: number,
    asTarget: number,
    genes: number,
    value: number,
    gradient: number,
    hessian: number,
  ): number;
  effects(
    estimates: number,
    errors: number,
    genes: number,
    backgrounds: number,
    targets: number,
    withSite: number,
    backgroundWeights: number,
    tiltClass: number,
    tilted: number,
    large: number,
    steps: number,
    logRatio: number,
    ifTarget: number,
    ifNot: number,
  ): void;
}

/** The kernel looks at so many genes at once. */
const TOGETHER = 4;
const MOST_PAGES = 65_536;
const components = targetMeans.length;

/** The sums by WebAssembly, some 350 bytes of its memory a gene; undefined where the process gets none. */
export function openTwoGroupKernel(
  repression: Float64Array,
  standardError: Float64Array,
  withoutSite: Uint32Array,
): GeneSums | undefined {
  try {
    return openKernel(repression, standardError, withoutSite);
  } catch (error) {
    // What V8 says where it gets no addresses for a memory, or no more of it.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function openKernel(repression: Float64Array, standardError: Float64Array, withoutSite: Uint32Array): GeneSums {
  const abort = () => {
    throw new Error('the kernel of the two-group model aborted');
  };
  const module = new wasm.Module(decodeBase64(twoGroupKernelBase64));
  const exports = new wasm.Instance(module, { env: { abort } }).exports as KernelExports;
  const arena = new Arena(exports.memory, exports.heapBase(), MOST_PAGES);
  const genes = repression.length;
  const counted = Math.ceil(withoutSite.length / TOGETHER) * TOGETHER;
  const places = {
    estimates: arena.reserve(8 * genes),
    errors: arena.reserve(8 * genes),
    // One more gene, without density: it fills the last four.
    backgrounds: arena.reserve(8 * (genes + 1) * backgroundComponents),
    targets: arena.reserve(8 * genes * components),
    rows: arena.reserve(4 * counted),
    rest: arena.reserve(8 * counted),
    asTarget: arena.reserve(8 * counted),
    weights: arena.reserve(8 * 2 * backgroundComponents),
    gradient: arena.reserve(8 * backgroundComponents),
    hessian: arena.reserve(8 * backgroundComponents ** 2),
    hasSite: arena.reserve(genes),
    tiltClass: arena.reserve(genes),
    tilted: arena.reserve(8 * tiltClasses * components),
    logRatio: arena.reserve(8 * genes),
    ifTarget: arena.reserve(8 * genes),
    ifNot: arena.reserve(8 * genes),
  };
  // All is reserved: arrays over the memory stay.
  const { buffer } = exports.memory;
  const doubles = (place: number, length: number) => new Float64Array(buffer, place, length);
  writeTables(doubles(exports.tablesAt(), at.TABLES_END / 8));
  doubles(places.estimates, genes).set(repression);
  doubles(places.errors, genes).set(standardError);
  const rows = new Uint32Array(buffer, places.rows, counted);
  rows.set(withoutSite);
  rows.fill(genes, withoutSite.length);
  exports.densities(places.estimates, places.errors, genes, places.backgrounds, places.targets);
  const weightsAt = doubles(places.weights, 2 * backgroundComponents);

  return {
    repression,
    standardError,
    backgroundDensity: doubles(places.backgrounds, genes * backgroundComponents),
    targetDensity: doubles(places.targets, genes * components),
    isPlain: false,

    backgroundSums(rest, target) {
      doubles(places.rest, counted).set(rest);
      doubles(places.asTarget, counted).set(target);
      const { weights, backgrounds, rows: of, rest: restAt, asTarget, gradient, hessian } = places;
      return {
        evaluate(point, value) {
          weightsAt.set(point);
          return exports.evaluate(weights, backgrounds, of, restAt, asTarget, counted, value);
        },
        differentiate(point, value, slope, curvature) {
          weightsAt.set(point);
          const [first, second] = [doubles(gradient, slope.length), doubles(hessian, curvature.length)];
          first.set(slope);
          second.set(curvature);
          const sum = exports.differentiate(
            weights,
            backgrounds,
            of,
            restAt,
            asTarget,
            counted,
            value,
            gradient,
            hessian,
          );
          slope.set(first);
          curvature.set(second);
          return sum;
        },
      };
    },

    effects({ background, hasSite, tilted, tiltClass }) {
      weightsAt.set(background);
      doubles(places.tilted, tilted.length).set(tilted);
      new Uint8Array(buffer, places.hasSite, genes).set(hasSite);
      new Uint8Array(buffer, places.tiltClass, genes).set(tiltClass);
      const { estimates, errors, backgrounds, targets, weights, logRatio, ifTarget, ifNot } = places;
      exports.effects(
        estimates,
        errors,
        genes,
        backgrounds,
        targets,
        places.hasSite,
        weights,
        places.tiltClass,
        places.tilted,
        LARGE,
        STEPS,
        logRatio,
        ifTarget,
        ifNot,
      );
      return {
        logRatio: doubles(logRatio, genes).slice(),
        repressionIfTarget: doubles(ifTarget, genes).slice(),
        repressionIfNot: doubles(ifNot, genes).slice(),
      };
    },
  };
}

function writeTables(tables: Float64Array): void {
  tables.set(backgroundScales, at.SCALES / 8);
  tables.set(targetMeans, at.MEANS / 8);
  tables.set(targetSpreads, at.SPREADS / 8);
  tables.set(NORMAL_TAILS, at.TAILS / 8);
}
