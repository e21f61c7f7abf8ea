import type { RankingValues } from '../../../src/analyses/ranking/ranking-values.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import { withTrueMinus } from '../../../src/report/format.ts';
import type { PackableColumn } from '../../../src/report/packed-columns.ts';
import type { Candidate, CandidateSite } from '../../../src/report/report-data.ts';
import type { Utr } from './read-study-tables.ts';

/** These have a block of their own. */
const NAMES = ['gene_id', 'gene_name'];
/** Told by the result table already, or to be told from what is there. */
const REPEATED = ['baseMean', 'log2FoldChange', 'lfcSE', 'ci_low', 'ci_high', 'pvalue', 'padj'];
/** Reasons are long: those of genes ranked after this are left to the file. */
const REASONS = 2000;

/** What the ranking says beyond the result table, in the order of that. */
export function rankingColumns(
  ranking: RankingValues,
  rows: readonly number[],
  genes: number,
  repeated: readonly string[] = REPEATED,
): PackableColumn[] {
  return [...rankingTable.toColumns(ranking)]
    .filter(([name]) => !NAMES.includes(name) && !repeated.includes(name))
    .map(([name, values]): PackableColumn => {
      if (values instanceof Float64Array || values instanceof Int32Array) {
        const numbers = new Float64Array(genes).fill(Number.NaN);
        for (let place = 0; place < rows.length; place++) numbers[rows[place]!] = values[place]!;
        return name === 'rank' ? { name, integers: numbers } : { name, numbers };
      }
      const text = new Array<string>(genes).fill('');
      const places = name === 'why' ? Math.min(REASONS, rows.length) : rows.length;
      for (let place = 0; place < places; place++) {
        if (values[place] !== 'NA') text[rows[place]!] = values[place]!;
      }
      return { name, text };
    });
}

/** A candidate and its 3' UTR, by the name that this has in its file. */
export interface LocatedCandidate {
  readonly candidate: Candidate;
  readonly name: string;
  readonly utr: string;
}

export function readCandidates(
  ranking: RankingValues,
  rows: readonly number[],
  utrs: ReadonlyMap<string, Utr>,
): LocatedCandidate[] {
  const { geneIds: ids, names = ids, classes, sitePositions, why, scores, transcripts } = ranking;
  return ids
    .map((id, place) => ({ id, place }))
    .filter(({ place }) => classes[place] === 'candidate')
    .map(({ id, place }, k) => ({
      name: names[place] || id,
      utr: utrs.get(id)?.name ?? '',
      candidate: {
        gene: rows[place]!,
        rank: k + 1,
        score: scores[place]!,
        evidence: withTrueMinus(why[place]!),
        sites: parseSites(sitePositions[place]!),
        utrLength: utrs.get(id)?.length ?? Number.NaN,
        transcript: transcripts?.[place],
      },
    }));
}

/** `8mer:512-519;6mer:88-93` as sites in order of position. */
function parseSites(text: string): CandidateSite[] {
  return text
    .split(';')
    .map((site) => /^(.+):(\d+)-\d+$/.exec(site))
    .filter((match) => match !== null)
    .map(([, type, start]) => ({ type: type as CandidateSite['type'], start: Number(start) }))
    .sort((a, b) => a.start - b.start);
}
