import { type KnownSites, knownSites } from '../../../src/analyses/ranking/sites-of-genes.ts';
import { geneNameTable, utrLinkTable } from '../../../src/artifacts/gene-tables.ts';
import { mirnaFile, mirnasOf, type StudyMirna } from '../../../src/artifacts/json-files.ts';
import { resultTable } from '../../../src/artifacts/result-table.ts';
import { codingSiteTable, siteCountTable, siteTable } from '../../../src/artifacts/site-tables.ts';
import type { GeneResults } from '../../../src/engines/gene-results.ts';
import type { StageContext } from '../../engine/stage.ts';
import { readArtifact, readJsonArtifact, readOptional } from '../artifact-files.ts';

type RankableInput = 'mirna' | 'sites' | 'siteCounts' | 'codingSites' | 'utrLinks' | 'annotation';

/** What a ranking of a study takes beside the changes. */
export interface Rankable {
  readonly mirnas: readonly StudyMirna[];
  readonly known: KnownSites;
  readonly symbols: readonly string[] | undefined;
}

/** Reads it; `geneIds` are those of the results of the contrast. */
export async function readRankable(
  { input, optionalInput }: StageContext<unknown, RankableInput, never>,
  geneIds: readonly string[],
  contrast: string,
): Promise<Rankable> {
  const mirnas = mirnasOf(await readJsonArtifact(input('mirna'), mirnaFile), contrast);
  const found = {
    sites: await readArtifact(input('sites'), siteTable),
    counts: await readArtifact(input('siteCounts'), siteCountTable),
    codingSites: await readArtifact(input('codingSites'), codingSiteTable),
    links: await readArtifact(input('utrLinks'), utrLinkTable),
  };
  return {
    mirnas,
    known: knownSites(found, mirnas, geneIds),
    symbols: (await readOptional(optionalInput('annotation'), geneNameTable))?.names,
  };
}

/** The result table of a contrast. */
export function readResults(file: string): Promise<GeneResults> {
  return readArtifact(file, resultTable);
}
