import type { Stage } from '../../engine/stage.ts';
import type { Study, StudyContrast } from '../../study/study.ts';
import { byContrast } from '../dimensions.ts';
import { whyNoUtrs } from '../targets/why-no-targets.ts';
import { type WithTwin, withTwin } from '../typed-twin.ts';

type Params = { readonly contrast: string; readonly effect: StudyContrast['effect'] };
type In = 'results' | 'mirna' | 'mirnas' | 'sequences' | 'utrLinks' | 'shared' | 'sharedSummary';
type Out = WithTwin<'families' | 'landscape'> | 'words' | 'verdict';

const published = (file: string) => ({ file, publish: `tables/seeds/{contrast}.${file}` });

/** Asks which miRNA explains the changes of a contrast: all seed families, and all words along the ranked 3' UTRs. */
export const seeds: Stage<Study, Params, In, Out, readonly [StudyContrast]> = {
  id: 'seeds',
  version: 11,
  effort: 18,
  over: [byContrast],
  inputs: {
    results: 'required',
    mirna: 'optional',
    mirnas: 'optional',
    sequences: 'required',
    utrLinks: 'required',
    shared: 'optional',
    sharedSummary: 'optional',
  },
  outputs: {
    ...withTwin('families', published('families.tsv')),
    words: published('words.tsv'),
    ...withTwin('landscape', published('landscape.tsv')),
    verdict: published('verdict.json'),
  },
  skip: whyNoUtrs,
  selectParams: (_study, { id, effect }) => ({ contrast: id, effect }),
  async run(context) {
    const { explainBySeeds, familySites } = await import('../../../src/analyses/seeds/explain-by-seeds.ts');
    const { utrLinkTable, utrOfGene } = await import('../../../src/artifacts/gene-tables.ts');
    const { mirnaFile, mirnasOf, verdictFile } = await import('../../../src/artifacts/json-files.ts');
    const { familyTable, landscapeTable, wordTable } = await import('../../../src/artifacts/seed-tables.ts');
    const { openInput } = await import('../../files/open-input.ts');
    const { writeTable } = await import('../../files/write-table.ts');
    const { readMirnas } = await import('../../../src/formats/sequences/mirna-files.ts');
    const { parseMirnas } = await import('../../../src/mirna/families/mirna.ts');
    const { readArtifact, readJsonArtifact, writeArtifact, writeJsonArtifact } = await import('../artifact-files.ts');
    const { readKeptUtrs } = await import('../kept-utrs.ts');
    const { readResults } = await import('../rank/read-rankable.ts');
    const { readShared } = await import('../rank/read-shared.ts');
    const { params, input, optionalInput, output, emit } = context;
    const [perturbed, given] = [optionalInput('mirna'), optionalInput('mirnas')];
    const mirnas =
      perturbed === undefined ? [] : mirnasOf(await readJsonArtifact(perturbed, mirnaFile), params.contrast);
    const plain = await readResults(input('results'));
    const shared = await readShared(optionalInput('shared'), optionalInput('sharedSummary'), plain);
    const results = shared?.corrected ?? plain;
    const { records, gc } = await readKeptUtrs(input('sequences'));
    const recordOf = new Map(records.map(({ id }, record) => [id, record]));
    const utrOf = utrOfGene(await readArtifact(input('utrLinks'), utrLinkTable));
    const recordOfRow = results.geneIds.map((gene) => recordOf.get(utrOf.get(gene) ?? ''));
    const sequences = recordOfRow.map((record) => (record === undefined ? undefined : records[record]!.sequence));
    const { sites, notes } = await familySites(
      sequences,
      mirnas,
      given === undefined ? [] : parseMirnas(await readMirnas(openInput(given)), given),
      Float64Array.from(recordOfRow, (record) => (record === undefined ? Number.NaN : gc[record]!)),
    );
    for (const text of notes) emit({ type: 'note', level: 'info', text });
    const answer = explainBySeeds({ results, sites, mirnas, effect: params.effect });
    for (const text of answer.notes) emit({ type: 'note', level: 'info', text });
    await writeArtifact(context, 'families', familyTable, answer.familyTable());
    await writeTable(output('words'), wordTable.toColumns(answer.wordTable()));
    await writeArtifact(context, 'landscape', landscapeTable, answer.landscapeTable());
    await writeJsonArtifact(output('verdict'), verdictFile, answer.verdict);
    const { outcome, text } = answer.verdict;
    emit({ type: 'note', level: outcome === 'worked' || outcome === 'open' ? 'info' : 'warning', text });
  },
};
