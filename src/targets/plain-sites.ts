import { createSeedScanner, createSiteHits, scanSequence } from '../mirna/sites/seed-scanner.ts';
import { type SeedSiteType, seedSiteTypes, siteFirst, siteLast } from '../mirna/sites/site-types.ts';
import type { SearchedFamily } from './predict-sites.ts';
import type { SearchedSequence } from './search-sites.ts';
import { compareText } from './site-rows.ts';

/** Text that is written piece by piece. */
export interface TextSink {
  write(text: string): Promise<void>;
}

/**
 * Seed sites of many 3' UTRs of one species without scores: eight bytes a site until they are written, so that all families
 * in all UTRs fit in memory.
 */
export class PlainSites {
  readonly #families: readonly SearchedFamily[];
  readonly #scan: (sequence: Uint8Array) => void;
  readonly #hits = createSiteHits();
  readonly #genes: string[] = [];
  /** First site of each gene, and the end of the last. */
  readonly #from: number[] = [0];
  #windows = new Int32Array(1 << 16);
  #entries = new Uint32Array(1 << 16);
  #count = 0;

  constructor(families: readonly SearchedFamily[], types: readonly SeedSiteType[]) {
    this.#families = families;
    const seeds = families.map((family) => family.seed);
    const scanner = createSeedScanner(seeds, types);
    this.#scan = (sequence) => scanSequence(scanner, sequence, this.#hits);
  }

  get count(): number {
    return this.#count;
  }

  add(utr: SearchedSequence, reference: number): void {
    const sequence = utr.rows.get(reference)!;
    this.#scan(sequence);
    const { count, windows, entries } = this.#hits;
    if (this.#count + count > this.#windows.length) this.#grow(this.#count + count);
    this.#windows.set(windows.subarray(0, count), this.#count);
    this.#entries.set(entries.subarray(0, count), this.#count);
    this.#count += count;
    this.#genes.push(utr.id);
    this.#from.push(this.#count);
  }

  #grow(needed: number): void {
    const size = Math.max(needed, 2 * this.#windows.length);
    const [windows, entries] = [this.#windows, this.#entries];
    this.#windows = new Int32Array(size);
    this.#entries = new Uint32Array(size);
    this.#windows.set(windows);
    this.#entries.set(entries);
  }

  /** Writes the sites sorted by gene, position and miRNA, and the counts by gene and miRNA. */
  async write(table: TextSink, genes: TextSink | undefined, types: readonly SeedSiteType[]): Promise<void> {
    await table.write('utr_id\tmirna\tsite_type\tutr_start\tutr_end\n');
    const shown = seedSiteTypes.filter((type) => types.includes(type));
    await genes?.write(`utr_id\tmirna\t${shown.join('\t')}\n`);
    const order = this.#genes.map((_, gene) => gene).sort((a, b) => compareText(this.#genes[a]!, this.#genes[b]!));
    for (const gene of order) {
      const sites = this.#sitesOf(gene);
      let text = '';
      for (const { family, type, start, end } of sites) {
        text += `${this.#genes[gene]}\t${family}\t${seedSiteTypes[type]}\t${start}\t${end}\n`;
      }
      await table.write(text);
      if (genes) await genes.write(countRows(this.#genes[gene]!, sites, shown));
    }
  }

  #sitesOf(gene: number): PlainSite[] {
    const sites: PlainSite[] = [];
    for (let k = this.#from[gene]!; k < this.#from[gene + 1]!; k++) {
      const type = this.#entries[k]! & 7;
      sites.push({
        family: this.#families[this.#entries[k]! >> 3]!.name,
        type,
        start: this.#windows[k]! + siteFirst[type]! + 1,
        end: this.#windows[k]! + siteLast[type]! + 1,
      });
    }
    return sites.sort((a, b) => a.start - b.start || a.end - b.end || compareText(a.family, b.family));
  }
}

interface PlainSite {
  readonly family: string;
  /** Index into seedSiteTypes. */
  readonly type: number;
  readonly start: number;
  readonly end: number;
}

function countRows(gene: string, sites: readonly PlainSite[], types: readonly SeedSiteType[]): string {
  const counts = new Map<string, number[]>();
  for (const { family, type } of sites) {
    const row = counts.get(family) ?? new Array<number>(seedSiteTypes.length).fill(0);
    row[type]!++;
    counts.set(family, row);
  }
  return [...counts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([family, row]) => `${gene}\t${family}\t${types.map((type) => row[seedSiteTypes.indexOf(type)]).join('\t')}\n`)
    .join('');
}
