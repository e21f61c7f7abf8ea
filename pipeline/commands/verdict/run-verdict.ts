import { askCohort } from '../../../src/analyses/cohorts/ask-cohort.ts';
import { chooseJudgedGenes, judgedName } from '../../../src/analyses/cohorts/choose-judged-genes.ts';
import { judgeCandidates } from '../../../src/analyses/cohorts/judge-candidates.ts';
import { pooledValues } from '../../../src/analyses/cohorts/pool-genes.ts';
import { CONTROL_SEED, DRAWN } from '../../../src/analyses/cohorts/shared-choices.ts';
import { survivalValues } from '../../../src/analyses/cohorts/survival-values.ts';
import { tumorNormalValues } from '../../../src/analyses/cohorts/tumor-normal-values.ts';
import { pooledTable, survivalTable, tumorNormalTable } from '../../../src/artifacts/cohort-tables.ts';
import { curveFile } from '../../../src/artifacts/curve-file.ts';
import { rankingTable } from '../../../src/artifacts/ranking-tables.ts';
import { verdictTable } from '../../../src/artifacts/verdict-table.ts';
import { safeName } from '../../../src/text/safe-names.ts';
import { checkFolder, withFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import { readCohortsFile } from '../../study/cohorts-file.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printNotes } from '../../ui/console.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

/** Asks each cohort of the candidates and their controls, judges them, and writes what was found. */
export async function verdict(given: GivenFlags<'verdict'>): Promise<void> {
  const flags = readOptions('verdict', given);
  const { cohorts, targetsInTumors: inFile } = await readCohortsFile(flags.cohorts, process.cwd());
  const targetsInTumors = flags.targetsInTumors ?? inFile ?? 'lower';
  const read = cohorts.flatMap(({ expression, clinical }) => [
    expression,
    ...(clinical === undefined ? [] : [clinical]),
  ]);
  const inputs = [...inputsOf('verdict', flags), ...read];
  const names = cohorts.map(({ id }) => safeName(id));
  const files = [
    'verdict.tsv',
    'pooled.tsv',
    ...names.flatMap((name) => [`${name}.survival.tsv`, `${name}.tumor_normal.tsv`, `${name}.curves.json`]),
  ];
  await checkFolder(flags.out, { files, inputs });
  const ranking = rankingTable.read(await openInput(flags.from).bytes(), flags.from);
  const { candidates, controls, notes } = chooseJudgedGenes(ranking, CONTROL_SEED);
  const genes = [...candidates, ...controls].map((row) => judgedName(ranking, row));
  const answers: Awaited<ReturnType<typeof askCohort>>[] = [];
  for (const { id, expression, clinical, question } of cohorts) {
    const files = {
      name: id,
      expression: openInput(expression),
      clinical: clinical === undefined ? undefined : openInput(clinical),
    };
    answers.push(await askCohort(files, question, genes, Math.min(DRAWN, candidates.length)));
  }
  const survival = answers.map((answer) => survivalValues(answer.survival));
  const tumorNormal = answers.map(({ comparison }) => tumorNormalValues(comparison === undefined ? [] : [comparison]));
  const seed = CONTROL_SEED;
  const judged = judgeCandidates({ ranking, effect: flags.effect, seed, targetsInTumors, tumorNormal, survival });
  await withFolder(flags.out, { files, inputs }, async (write, writeText) => {
    await write('verdict.tsv', verdictTable.toColumns(judged.verdicts));
    await write('pooled.tsv', pooledTable.toColumns(pooledValues(judged.pooled)));
    for (const [at, name] of names.entries()) {
      await write(`${name}.survival.tsv`, survivalTable.toColumns(survival[at]!));
      await write(`${name}.tumor_normal.tsv`, tumorNormalTable.toColumns(tumorNormal[at]!));
      await writeText(`${name}.curves.json`, curveFile.format(answers[at]!.curves));
    }
  });
  printNotes([...notes, ...answers.flatMap((answer) => answer.notes)]);
  print(judged.sentences.join('\n'));
}
