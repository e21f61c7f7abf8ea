import { formatFixed } from '../../text/printf-decimal.ts';
import { encodeBases } from '../sequences/nucleotides.ts';
import { type DuplexDrawing, drawDuplex } from './duplex-drawing.ts';
import { findDuplexes, maskHit } from './duplex-hits.ts';
import { DuplexKernel } from './duplex-kernel.ts';
import { duplexPvalue, type ExtremeValueParameters } from './duplex-pvalue.ts';
import type { Duplex, DuplexRules } from './duplex-recursion.ts';

/** A miRNA to hybridize with targets, and which hits to report; plain data, so that it can be sent to a thread. */
export interface DuplexJob {
  readonly name: string;
  /** RNA letters 5'->3'. */
  readonly sequence: string;
  readonly rules: DuplexRules;
  readonly distribution: ExtremeValueParameters;
  /** Most hits in a target. */
  readonly maxHits: number;
  /** kcal/mol and probability above which hits are not reported. */
  readonly maxEnergy?: number | undefined;
  readonly maxPvalue?: number | undefined;
}

/** A hit of a miRNA in a target. */
export interface DuplexHit {
  readonly target: string;
  readonly targetLength: number;
  readonly mirna: string;
  readonly mirnaLength: number;
  readonly duplex: Duplex;
  readonly pvalue: number;
  readonly drawing: DuplexDrawing;
}

/** Takes job after job and searches targets for hits, best first; keeps one kernel. */
export class DuplexSearch {
  readonly #kernel = new DuplexKernel();
  #job: DuplexJob | undefined;
  #query: Uint8Array = new Uint8Array(0);

  begin(job: DuplexJob): void {
    this.#job = job;
    this.#query = encodeBases(job.sequence).reverse();
    this.#kernel.setQuery(this.#query, job.rules);
  }

  /**
   * The hits in a target.
   *
   * @param bases base codes of the target 5'->3'
   */
  find(target: string, bases: Uint8Array): DuplexHit[] {
    const job = this.#job;
    if (!job) throw new Error('a search needs a miRNA');
    const query = this.#query;
    const { name: mirna, distribution, maxHits } = job;
    const mirnaLength = query.length;
    const pvalueOf = (energy: number) => duplexPvalue(energy, bases.length, mirnaLength, distribution);
    // The original compares in single precision.
    const maxEnergy = Math.fround(job.maxEnergy ?? Number.POSITIVE_INFINITY);
    const maxPvalue = Math.fround(job.maxPvalue ?? Number.POSITIVE_INFINITY);
    const isWanted = (energy: number) => energy <= maxEnergy && pvalueOf(energy) <= maxPvalue;
    const hits = findDuplexes(this.#kernel, bases, maxHits, energyLimit(isWanted), ({ energy }) => isWanted(energy));
    // Bases that an earlier hit has taken are drawn as N.
    const shown = hits.length > 1 ? bases.slice() : bases;
    return hits.map((duplex, rank) => {
      const earlier = hits[rank - 1];
      if (earlier) maskHit(shown, earlier);
      const drawing = drawDuplex(shown, query, duplex.pairs);
      const pvalue = pvalueOf(duplex.energy);
      return { target, targetLength: bases.length, mirna, mirnaLength, duplex, pvalue, drawing };
    });
  }
}

/** Highest energy, hundredths of kcal/mol, that can pass; one more for sums in doubles that lie a little lower. */
function energyLimit(isWanted: (energy: number) => boolean): number {
  if (isWanted(0)) return 0;
  let [passes, fails] = [-12_000, 0];
  while (fails - passes > 1) {
    const middle = Math.floor((passes + fails) / 2);
    if (isWanted(middle / 100)) passes = middle;
    else fails = middle;
  }
  return fails;
}

/** A row of the table of hits; numbers as RNAhybrid prints them, the four strings with their spaces. */
export function duplexRow(hit: DuplexHit): string {
  const { targetUnpaired, targetPaired, mirnaPaired, mirnaUnpaired, position } = hit.drawing;
  const cells = [hit.target, hit.targetLength, hit.mirna, hit.mirnaLength];
  const numbers = [formatFixed(hit.duplex.energy, 1), formatFixed(hit.pvalue, 6), position];
  return [...cells, ...numbers, targetUnpaired, targetPaired, mirnaPaired, mirnaUnpaired].join('\t');
}

/** A hit as text to look at. */
export function duplexText(hit: DuplexHit): string {
  const { targetUnpaired, targetPaired, mirnaPaired, mirnaUnpaired, position } = hit.drawing;
  return `${hit.target} (${hit.targetLength} nt) x ${hit.mirna} (${hit.mirnaLength} nt)
mfe ${formatFixed(hit.duplex.energy, 1)} kcal/mol, p ${formatFixed(hit.pvalue, 6)}, position ${position}

target 5' ${targetUnpaired} 3'
          ${targetPaired}
          ${mirnaPaired}
miRNA  3' ${mirnaUnpaired} 5'
`;
}
