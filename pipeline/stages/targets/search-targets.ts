import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gcContent } from '../../../src/enrichment/seeds/word-codes.ts';
import { withoutGaps } from '../../../src/formats/sequences/utr-record.ts';
import { createSiteHybridizer, type SiteDuplex } from '../../../src/mirna/duplex/site-duplex.ts';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import { encodeBases } from '../../../src/mirna/sequences/nucleotides.ts';
import { createPredictor, type SearchedFamily } from '../../../src/targets/predict-sites.ts';
import { scoreUtr } from '../../../src/targets/score-sites.ts';
import { compareSites, compareText, type RowWithScore, rankRows, scoredRow } from './site-columns.ts';
import { readContext } from './site-context.ts';
import { isFasta, streamStudyUtrs } from './site-inputs.ts';
import type { TargetsContext } from './targets-contract.ts';
import { fileFinder, readTargetScanParameters, type TargetScanParameters } from './targetscan-parameters.ts';

/** A site with its scores and its duplex. */
export interface TargetSite extends RowWithScore {
  readonly duplex: SiteDuplex;
}

export interface SearchedUtr {
  readonly id: string;
  /** nt */
  readonly length: number;
  /** Share of G and C; NaN without a known base. */
  readonly gc: number;
  /** Base codes; kept only where there are sites. */
  readonly bases: Uint8Array | undefined;
}

/** All that was found in the 3' UTRs of a study. */
export interface FoundTargets {
  readonly mirnas: readonly Mirna[];
  readonly isAligned: boolean;
  /** Ordered by id. */
  readonly utrs: readonly SearchedUtr[];
  /** Ordered by UTR, position and miRNA. */
  readonly sites: readonly TargetSite[];
  /** What users must know of the scores. */
  readonly notes: readonly string[];
}

const MOUSE = 10090;

/** Searches the 3' UTRs one after the other, and scores and hybridizes what is found. */
export async function searchTargets(context: TargetsContext): Promise<FoundTargets> {
  const { params, input, optionalInput, files } = context;
  const species = params.utrSpecies;
  const mirnas = [JSON.parse(await readFile(input('mirna'), 'utf8')) as Mirna | Mirna[]].flat();
  const file = optionalInput('utrs') ?? input('cutUtrs');
  const isAligned = !(await isFasta(file));
  const { conservation, targetAbundance } = await readParameters(context);
  const predict = createPredictor(
    mirnas.map((mirna) => familyOf(mirna, species)),
    // Sequences of one species say nothing about conservation.
    isAligned ? conservation : undefined,
    'paper',
    { isReported: (one) => one === species },
  );
  const sources = {
    orfs: optionalInput('orfs'),
    airs: optionalInput('airs'),
    accessibility: fileFinder(files('accessibility')),
  };
  const facts = await readContext(sources, species, (one) => one === species);
  const hybridizers = new Map(mirnas.map(({ name, sequence }) => [name, createSiteHybridizer(sequence)]));

  const utrs: SearchedUtr[] = [];
  const sites: TargetSite[] = [];
  for await (const utr of streamStudyUtrs(file, species)) {
    const row = utr.rows.get(species);
    if (row === undefined) continue;
    const prediction = predict(utr.rows);
    const found = await scoreUtr(utr.id, prediction, (one) => facts.contextOf(utr, one), targetAbundance, 'paper');
    const sequence = withoutGaps(row);
    const bases = found.length === 0 ? undefined : encodeBases(sequence);
    utrs.push({ id: utr.id, length: sequence.length, gc: gcContent(sequence), bases });
    for (const site of found) {
      const duplex = hybridizers.get(site.mirna.name)!(bases!, site.site);
      sites.push({ ...scoredRow(site, isAligned), duplex });
    }
  }
  rankRows(sites, 'paper');
  sites.sort(compareSites);
  utrs.sort((a, b) => compareText(a.id, b.id));
  return { mirnas, isAligned, utrs, sites, notes: [describe(utrs, sites)] };
}

async function readParameters({ params, files }: TargetsContext): Promise<TargetScanParameters> {
  const given = files('parameters');
  if (given.length === 0) return { conservation: undefined, targetAbundance: undefined };
  const cutoffs = params.utrSpecies === MOUSE ? 'mouse' : 'human';
  return readTargetScanParameters(given, dirname(given[0]!), params.utrSpecies, cutoffs);
}

/** A miRNA by itself; sites are searched in all species of an alignment. */
function familyOf(mirna: Mirna, species: number): SearchedFamily {
  return { name: mirna.name, seed: mirna.seed, species: undefined, mirnas: new Map([[species, [mirna]]]) };
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
