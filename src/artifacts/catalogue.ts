import { pooledTable, survivalTable, tumorNormalTable } from './cohort-tables.ts';
import { consensusTable } from './consensus-table.ts';
import {
  componentTable,
  distanceTable,
  normalizedTable,
  rowTable,
  sizeFactorTable,
  stabilizedTable,
} from './count-tables.ts';
import { curveFile } from './curve-file.ts';
import { edgerRowTable, edgerTable, limmaRowTable, limmaTable } from './engine-tables.ts';
import { geneAnswerTable, geneNameTable, sharedSymbolTable, utrRegionTable } from './gene-tables.ts';
import type { JsonCodec } from './json-codec.ts';
import { qualityFile, summaryFile, verdictFile } from './json-files.ts';
import { rankingTable, siteShiftTable } from './ranking-tables.ts';
import { resultTable } from './result-table.ts';
import { familyTable, landscapeTable, wordTable } from './seed-tables.ts';
import {
  lostSymbolTable,
  runningScoreTable,
  setOverlapTable,
  setScoreTable,
  setTable,
  skippedSetTable,
} from './set-tables.ts';
import { sharedContrastTable, sharedFile, sharedGeneTable } from './shared-tables.ts';
import {
  codingSiteTable,
  duplexTable,
  siteCountTable,
  siteDuplexTable,
  siteSumTable,
  siteTable,
} from './site-tables.ts';
import type { TableCodec } from './table-codec.ts';
import type { ColumnSpecs } from './table-spec.ts';
import { verdictTable } from './verdict-table.ts';

/** What a dictionary takes of a codec. */
export type DescribedTable = Pick<TableCodec<ColumnSpecs>, 'title' | 'specs' | 'more'>;
export type DescribedJson = Pick<JsonCodec<unknown>, 'title' | 'isList' | 'fields'>;

export interface CataloguedFile {
  /** Where it lies in the results folder of a study; words in capitals stand for names of the study. */
  readonly file: string;
  /** Command and flag that write the same outside of a study. */
  readonly command?: string;
  readonly codec: DescribedTable | DescribedJson;
}

/** The files of results that have a codec, in the order of the dictionary. */
export const catalogue: readonly CataloguedFile[] = [
  {
    file: 'ranking/CONTRAST/ranking.tsv, candidates.tsv, moved_without_site.tsv, site_without_change.tsv; ranking/combined/ranking.tsv, candidates.tsv',
    command: 'seedrank rank',
    codec: rankingTable,
  },
  { file: 'tables/shared/CONTRAST.genes.tsv', codec: sharedGeneTable },
  { file: 'tables/shared/CONTRAST.contrasts.tsv', codec: sharedContrastTable },
  { file: 'tables/shared/CONTRAST.shared.json', codec: sharedFile },
  { file: 'ranking/CONTRAST/site_shifts.tsv', command: 'seedrank rank', codec: siteShiftTable },
  {
    file: 'tables/differential/CONTRAST.deseq2.results.tsv, CONTRAST.given.results.tsv',
    command: 'seedrank de',
    codec: resultTable,
  },
  {
    file: 'tables/differential/CONTRAST.deseq2.rows.tsv, CONTRAST.given.rows.tsv',
    codec: rowTable,
  },
  {
    file: 'tables/differential/CONTRAST.edger-ql.results.tsv, edger-ql-legacy, edger-lrt, edger-exact',
    command: 'seedrank de --engine edger-ql',
    codec: edgerTable,
  },
  {
    file: 'tables/differential/CONTRAST.edger-ql.rows.tsv, edger-ql-legacy, edger-lrt, edger-exact',
    command: 'seedrank de --engine edger-ql --rows',
    codec: edgerRowTable,
  },
  {
    file: 'tables/differential/CONTRAST.limma-voom.results.tsv, limma-trend, voomlmfit',
    command: 'seedrank de --engine limma-voom',
    codec: limmaTable,
  },
  {
    file: 'tables/differential/CONTRAST.limma-voom.rows.tsv, limma-trend, voomlmfit',
    command: 'seedrank de --engine limma-voom --rows',
    codec: limmaRowTable,
  },
  { file: 'tables/differential/CONTRAST.ENGINE.summary.json', codec: summaryFile },
  { file: 'tables/consensus/CONTRAST.consensus.tsv', codec: consensusTable },
  { file: 'tables/processed_abundance/all.sizefactors.tsv', codec: sizeFactorTable },
  { file: 'tables/processed_abundance/all.normalised_counts.tsv', codec: normalizedTable },
  { file: 'tables/processed_abundance/all.vst.tsv', codec: stabilizedTable },
  { file: 'tables/quality/pca.tsv', codec: componentTable },
  { file: 'tables/quality/sample_distances.tsv', codec: distanceTable },
  { file: 'tables/quality/quality.json', codec: qualityFile },
  { file: 'tables/targets/sites.tsv', command: 'seedrank sites --scores', codec: siteTable },
  { file: 'tables/targets/site_duplexes.tsv', codec: siteDuplexTable },
  { file: 'tables/targets/site_counts.tsv', codec: siteCountTable },
  { file: 'tables/targets/coding_sites.tsv', codec: codingSiteTable },
  { file: 'tables/targets/duplexes.tsv', command: 'seedrank duplex --with-sites', codec: duplexTable },
  { file: 'tables/targets/utr_regions.tsv', codec: utrRegionTable },
  { file: 'tables/seeds/CONTRAST.families.tsv', command: 'seedrank seeds', codec: familyTable },
  { file: 'tables/seeds/CONTRAST.words.tsv', command: 'seedrank seeds', codec: wordTable },
  { file: 'tables/seeds/CONTRAST.landscape.tsv', command: 'seedrank seeds', codec: landscapeTable },
  { file: 'tables/seeds/CONTRAST.verdict.json', command: 'seedrank seeds', codec: verdictFile },
  { file: 'tables/sets/CONTRAST.sets.tsv', command: 'seedrank enrich', codec: setTable },
  { file: 'tables/sets/CONTRAST.lost_symbols.tsv', command: 'seedrank enrich', codec: lostSymbolTable },
  { file: 'tables/sets/CONTRAST.skipped_sets.tsv', command: 'seedrank enrich', codec: skippedSetTable },
  { file: 'tables/sets/CONTRAST.running_scores.tsv', command: 'seedrank enrich', codec: runningScoreTable },
  { file: 'tables/sets/CONTRAST.set_overlaps.tsv', command: 'seedrank enrich', codec: setOverlapTable },
  { file: 'tables/sets/CONTRAST.set_scores.tsv', codec: setScoreTable },
  { file: 'tables/annotation/gene_names.tsv', codec: geneNameTable },
  { file: 'tables/annotation/shared_symbols.tsv', codec: sharedSymbolTable },
  {
    file: 'tables/patients/CONTRAST.COHORT.survival.tsv; OUT/survival.tsv',
    command: 'seedrank survive',
    codec: survivalTable,
  },
  {
    file: 'tables/patients/CONTRAST.COHORT.tumor_normal.tsv; OUT/tumor_normal.tsv',
    command: 'seedrank tumor-normal',
    codec: tumorNormalTable,
  },
  { file: 'tables/patients/CONTRAST.pooled.tsv; OUT/pooled.tsv', command: 'seedrank tumor-normal', codec: pooledTable },
  { file: 'tables/patients/CONTRAST.verdict.tsv', codec: verdictTable },
  { file: 'tables/patients/CONTRAST.COHORT.curves.json', codec: curveFile },
  { file: 'GENES', command: 'seedrank sites --genes GENES', codec: siteSumTable },
  { file: 'NAMES', command: 'seedrank genes --out NAMES', codec: geneAnswerTable },
];
