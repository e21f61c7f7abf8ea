import type { KeptUtrs } from '../../artifacts/utr-file.ts';
import { gcContent } from '../../enrichment/seeds/word-codes.ts';
import type { InputFile } from '../../formats/bytes/input-file.ts';
import { withoutGaps } from '../../formats/sequences/utr-record.ts';
import type { Mirna } from '../../mirna/families/mirna.ts';
import type { FoldStretches } from '../../mirna/folding/fold-stretches.ts';
import {
  type CodingSite,
  compareCodingSites,
  findMessageSites,
  type MessageSites,
} from '../../targets/message-sites.ts';
import type { SearchedFamily } from '../../targets/predict-sites.ts';
import { createSiteSearch } from '../../targets/search-sites.ts';
import { compareSites, compareText, type RowWithScore, rankRows } from '../../targets/site-rows.ts';
import { folderOf } from '../../text/file-names.ts';
import { readContext } from './context-files.ts';
import { createHybridizers } from './hybridize-sites.ts';
import { mapAhead, UTRS_AT_ONCE } from './map-ahead.ts';
import { type AlignedSequence, isFasta, oneSpecies, streamStudyUtrs } from './target-sequences.ts';
import { fileFinder, readTargetScanParameters, type TargetScanParameters } from './targetscan-parameters.ts';

/** The files that targets are found with. */
export interface TargetFiles {
  /** A file, or what a study keeps of one in FASTA, `file`. */
  readonly utrs: InputFile | NamedUtrs;
  readonly orfs?: InputFile | undefined;
  readonly airs?: InputFile | undefined;
  /** Files of TargetScan's parameters, and of RNAplfold; empty where there are none. */
  readonly parameters: readonly InputFile[];
  readonly accessibility: readonly InputFile[];
  /** Computes accessibility in place of reading tables of RNAplfold. */
  readonly fold?: FoldStretches | undefined;
}

type NamedUtrs = KeptUtrs & { readonly file: string };

/** A site with its scores and its duplex. */
export type TargetSite = RowWithScore;

export interface SearchedUtr {
  readonly id: string;
  /** nt */
  readonly length: number;
  /** Share of G and C; NaN without a known base. */
  readonly gc: number;
  /** Base codes; kept only where there are sites. */
  readonly bases: Uint8Array | undefined;
  /** Length of the coding sequence, and by miRNA what all sites are expected to do. */
  readonly message: Pick<MessageSites, 'codingLength' | 'expectedChanges'>;
}

/** All that was found in 3' UTRs. */
export interface FoundTargets {
  readonly mirnas: readonly Mirna[];
  readonly isAligned: boolean;
  /** Ordered by id. */
  readonly utrs: readonly SearchedUtr[];
  /** Ordered by UTR, position and miRNA. */
  readonly sites: readonly TargetSite[];
  /** Sites in coding sequences, ordered alike; without any coding sequence it is not known whether there are some. */
  readonly codingSites: readonly CodingSite[];
  /** What users must know of the scores. */
  readonly notes: readonly string[];
}

const MOUSE = 10090;

/**
 * Finds the canonical sites of miRNAs in 3' UTRs, one UTR after the other, with context++ scores (Agarwal et al. 2015),
 * conservation where the UTRs are aligned, and duplexes; and their sites in coding sequences, where those are known.
 *
 * @param species NCBI taxonomy id of the species whose sites are reported
 */
export async function findTargets(
  mirnas: readonly Mirna[],
  files: TargetFiles,
  species: number,
): Promise<FoundTargets> {
  const source = await openUtrs(files.utrs, species);
  const { isAligned } = source;
  const { conservation, targetAbundance } = await readParameters(files.parameters, species);
  const isReported = (one: number) => one === species;
  const sources = {
    orfs: files.orfs,
    airs: files.airs,
    accessibility: files.accessibility.length === 0 ? undefined : fileFinder(files.accessibility),
    fold: files.fold,
  };
  const facts = await readContext(sources, species, isReported);
  const { hybridize, basesOf } = createHybridizers();
  const search = createSiteSearch({
    families: mirnas.map((mirna) => familyOf(mirna, species)),
    isAligned,
    conservation,
    targetAbundance,
    rules: 'paper',
    isReported,
    contextOf: (utr, one) => facts.contextOf(utr, one),
    hybridize,
  });

  const utrs: SearchedUtr[] = [];
  const sites: TargetSite[] = [];
  const codingSites: CodingSite[] = [];
  const found = mapAhead(source.utrs, UTRS_AT_ONCE, async (utr) => {
    const row = utr.rows.get(species);
    return row === undefined ? undefined : { utr, row, ...(await search(utr)) };
  });
  for await (const one of found) {
    if (one === undefined) continue;
    const { utr, row, rows, scored } = one;
    const sequence = isAligned ? withoutGaps(row) : row;
    const { length } = sequence;
    const whole = { id: utr.id, length, coding: facts.codingOf(utr, species) };
    const message = findMessageSites(whole, scored, mirnas);
    for (const site of message.codingSites) codingSites.push(site);
    const bases = rows.length === 0 ? undefined : basesOf(utr, species);
    utrs.push({ id: utr.id, length, gc: source.gc?.[utrs.length] ?? gcContent(sequence), bases, message });
    for (const site of rows) sites.push(site);
  }
  rankRows(sites, 'paper');
  sites.sort(compareSites);
  utrs.sort((a, b) => compareText(a.id, b.id));
  codingSites.sort(compareCodingSites);
  const notes = [describe(utrs, sites), describeCoding(utrs, codingSites)];
  return { mirnas, isAligned, utrs, sites, codingSites, notes };
}

/** The 3' UTRs one after the other, without gaps where they are not aligned; `gc`: of each in this order, where it is known. */
interface UtrSource {
  readonly isAligned: boolean;
  readonly utrs: AsyncIterable<AlignedSequence> | Iterable<AlignedSequence>;
  readonly gc?: Float64Array | undefined;
}

async function openUtrs(utrs: InputFile | NamedUtrs, species: number): Promise<UtrSource> {
  if ('records' in utrs) return { isAligned: false, utrs: oneSpecies(utrs.records, species, utrs.file), gc: utrs.gc };
  return { isAligned: !(await isFasta(utrs)), utrs: streamStudyUtrs(utrs, species) };
}

async function readParameters(files: readonly InputFile[], species: number): Promise<TargetScanParameters> {
  if (files.length === 0) return { conservation: undefined, targetAbundance: undefined };
  return readTargetScanParameters(files, folderOf(files[0]!.name), species, species === MOUSE ? 'mouse' : 'human');
}

/** A miRNA by itself; sites are searched in all species of an alignment. */
function familyOf(mirna: Mirna, species: number): SearchedFamily {
  return { name: mirna.name, seed: mirna.seed, species: undefined, mirnas: new Map([[species, [mirna]]]) };
}

function describeCoding(utrs: readonly SearchedUtr[], sites: readonly CodingSite[]): string {
  const known = utrs.filter(({ message }) => message.codingLength !== undefined).length;
  if (known === 0) return 'no coding sequences are known, so that sites in them are not';
  const messages = new Set(sites.map(({ utr }) => utr)).size;
  return `${sites.length} sites in the coding sequences of ${messages} of ${known} messages whose coding sequence is known`;
}

function describe(utrs: readonly SearchedUtr[], sites: readonly TargetSite[]): string {
  const withSites = utrs.filter(({ bases }) => bases !== undefined).length;
  const found = `${sites.length} sites in ${withSites} of ${utrs.length} 3' UTRs`;
  const missing = new Set(sites.flatMap(({ score }) => score.missing.split(',')));
  missing.delete('none');
  return missing.size === 0
    ? `${found}; their context++ scores were made with all features`
    : `${found}; of some or all context++ scores these features were not known: ${[...missing].sort().join(', ')}`;
}
