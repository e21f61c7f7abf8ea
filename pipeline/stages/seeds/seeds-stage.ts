import { readFile, writeFile } from 'node:fs/promises';
import type { Mirna } from '../../../src/mirna/families/mirna.ts';
import type { Stage } from '../../engine/stage.ts';
import { openInput } from '../../files/open-input.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';

type Params = { readonly effect: StudyContrast['effect']; readonly utrSpecies: number };
type In = 'results' | 'mirna' | 'utrs' | 'cutUtrs' | 'utrLinks';
type Out = 'families' | 'words' | 'landscape' | 'verdict';

const published = (file: string) => ({ file, publish: `tables/seeds/{contrast}.${file}` });

/** Words of each length that are kept; `seedrank seeds` writes all. */
const WORDS = 200;
/** Words of each length whose landscapes are kept, besides those of the perturbed miRNA. */
const LANDSCAPES = 10;

/** Asks which miRNA explains the changes of a contrast: all seed families, and all words along the ranked 3' UTRs. */
export const seeds: Stage<Study, Params, In, Out, readonly [StudyContrast]> = {
  id: 'seeds',
  version: 2,
  over: [byContrast],
  inputs: { results: 'required', mirna: 'optional', utrs: 'optional', cutUtrs: 'optional', utrLinks: 'required' },
  outputs: {
    families: published('families.tsv'),
    words: published('words.tsv'),
    landscape: published('landscape.tsv'),
    verdict: published('verdict.json'),
  },
  skip({ utrs, genome }) {
    return utrs === undefined && genome === undefined ? 'the study names no `utrs`' : undefined;
  },
  selectParams: ({ utrSpecies }, { effect }) => ({ effect, utrSpecies }),
  async run({ params, input, optionalInput, output, emit }) {
    const { scanFamilies } = await import('../../../src/enrichment/seeds/family-scan.ts');
    const { searchFamilies } = await import('../../../src/enrichment/seeds/search-families.ts');
    const { scanRankedWords } = await import('../../../src/enrichment/seeds/ranked-words.ts');
    const { seedVerdict } = await import('../../../src/enrichment/seeds/seed-verdict.ts');
    const { familyTable, landscapeTable, wordTable } = await import('../../../src/enrichment/seeds/seed-tables.ts');
    const { familyOfWords } = await import('../../../src/enrichment/seeds/seed-words.ts');
    const { utrTraits } = await import('../../../src/enrichment/seeds/utr-traits.ts');
    const { groupByFamily, loadCandidateMirnas } = await import('../../../src/mirna/families/families.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const mirnas = await readMirnas(optionalInput('mirna'));
    const { geneIds, baseMean, z } = await readChanges(input('results'));
    const file = optionalInput('utrs') ?? input('cutUtrs');
    const sequences = await readSequences(file, params.utrSpecies, input('utrLinks'), geneIds);
    const candidates = await loadCandidateMirnas(mirnas);
    if (candidates.note !== undefined) emit({ type: 'note', level: 'info', text: candidates.note });
    const families = searchFamilies(groupByFamily([...mirnas, ...candidates.mirnas]), sequences);
    const { utrLength, utrGc } = utrTraits(sequences);
    const results = scanFamilies({ z, traits: [baseMean, utrLength, utrGc], families });
    const scans = scanRankedWords(z, sequences);
    const familyOf = familyOfWords(families);
    const sought = new Set(mirnas.map(({ seed }) => seed));
    const { outcome, text } = seedVerdict(results, { mirnas, effect: params.effect });
    await writeTable(output('families'), familyTable(results, sought));
    await writeTable(output('words'), wordTable(scans, familyOf, WORDS));
    await writeTable(output('landscape'), landscapeTable(scans, familyOf, { first: LANDSCAPES, sought }));
    const summary = { outcome, text, families: results.length / 2, sought: [...sought] };
    await writeFile(output('verdict'), `${JSON.stringify(summary, null, 2)}\n`);
    emit({ type: 'note', level: outcome === 'worked' || outcome === 'open' ? 'info' : 'warning', text });
  },
};

/** The perturbed miRNA, or several; none where the study names none. */
async function readMirnas(file: string | undefined): Promise<Mirna[]> {
  if (file === undefined) return [];
  return [JSON.parse(await readFile(file, 'utf8')) as Mirna | Mirna[]].flat();
}

/** z: the change over its standard error, both not shrunken; NaN where the gene was not tested. */
async function readChanges(file: string) {
  const { numbersOf, readTable, textOf } = await import('../../../src/formats/delimited/read-table.ts');
  const results = await readTable(openInput(file));
  const plain = (name: string, unshrunken: string) =>
    numbersOf(results, results.columns.has(unshrunken) ? unshrunken : name);
  const change = plain('log2FoldChange', 'lfcMLE');
  const error = plain('lfcSE', 'lfcSEMLE');
  const pvalue = numbersOf(results, 'pvalue');
  return {
    geneIds: textOf(results, 'gene_id'),
    baseMean: numbersOf(results, 'baseMean'),
    z: change.map((value, row) => (Number.isNaN(pvalue[row]!) ? Number.NaN : value / error[row]!)),
  };
}

/** [genes] 3' UTRs, as ingest has linked them. */
async function readSequences(
  file: string,
  species: number,
  linksFile: string,
  geneIds: readonly string[],
): Promise<(Uint8Array | undefined)[]> {
  const { readTable, textOf } = await import('../../../src/formats/delimited/read-table.ts');
  const { readUtrs } = await import('../../../src/formats/sequences/utr-fasta.ts');
  const { records } = await readUtrs(openInput(file), { species });
  const sequenceOf = new Map(records.map(({ id, sequence }) => [id, sequence]));
  const links = await readTable(openInput(linksFile), { text: ['gene_id', 'utr_id'] });
  const utrs = textOf(links, 'utr_id');
  const utrOf = new Map(textOf(links, 'gene_id').map((gene, row) => [gene, utrs[row]!]));
  return geneIds.map((gene) => sequenceOf.get(utrOf.get(gene) ?? ''));
}
