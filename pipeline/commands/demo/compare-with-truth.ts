import { join } from 'node:path';
import { numbersOf, readTable, type Table, textOf } from '../../../src/formats/delimited/read-table.ts';
import { openInput } from '../../files/open-input.ts';

const SHOWN = 10;
/** Adjusted p-value below which a gene set counts as found. */
const FOUND = 0.05;

/** What came out of the demo study in a folder, beside what was planted there, for a person to read. */
export async function compareWithTruth(folder: string): Promise<string> {
  const results = join(folder, 'results');
  const candidates = await readTable(openInput(join(results, 'ranking', 'mir9_vs_control', 'candidates.tsv')), {
    numbers: ['score', 'log2FoldChange', 'padj'],
    text: ['why'],
  });
  const genes = textOf(candidates, 'gene_id');
  const truth = await readTable(openInput(join(folder, 'truth.tsv')));
  const classes = textOf(truth, 'class');
  const classOf = new Map(textOf(truth, 'gene').map((gene, row) => [gene, classes[row]]));
  const planted = classes.filter((one) => one === 'direct').length;
  const recovered = genes.filter((gene) => classOf.get(gene) === 'direct').length;
  const secondary = genes.filter((gene) => classOf.get(gene)?.startsWith('secondary')).length;
  const others = genes.length - recovered - secondary;
  return `${firstOf(candidates)}

Compared with truth.tsv, at a false discovery rate of 10 % (the data are simulated, the targets planted):
  ${recovered} of ${planted} planted direct targets are among the ${genes.length} candidates (${percent(recovered / planted)})
  ${genes.length - recovered} candidates are none (${percent(1 - recovered / genes.length)}): ${secondary} secondary effects in genes with a site, ${others} that do not change

${await describeSets(results)}${await patientWords(folder, results)}`;
}

/** Which of the planted gene sets were found, and what is said to move them. */
async function describeSets(results: string): Promise<string> {
  const table = await readTable(openInput(join(results, 'tables', 'sets', 'mir9_vs_control.sets.tsv')));
  const names = textOf(table, 'set');
  const titles = textOf(table, 'title');
  const fdr = numbersOf(table, 'fdr');
  const labels = table.columns.has('label') ? textOf(table, 'label') : undefined;
  const lines = names.flatMap((name, row) => {
    const truth = titles[row]!.replace('planted: ', '');
    if (truth === 'null') return [];
    const label = labels === undefined ? '' : `, told to be moved ${labels[row]}`;
    return [
      `  ${name}, planted as ${truth}: ${fdr[row]! < FOUND ? 'found' : 'missed'} (adjusted p ${fdr[row]!.toExponential(1)}${label})`,
    ];
  });
  const nulls = names.filter((_, row) => titles[row] === 'planted: null').length;
  const wrong = names.filter((_, row) => titles[row] === 'planted: null' && fdr[row]! < FOUND).length;
  return `Gene sets at an adjusted p-value of ${FOUND}:
${lines.join('\n')}
  ${wrong} of ${nulls} sets without an effect are found
`;
}

/** The first candidates as a table. */
function firstOf(candidates: Table): string {
  const genes = textOf(candidates, 'gene_id');
  const score = numbersOf(candidates, 'score');
  const change = numbersOf(candidates, 'log2FoldChange');
  const padj = numbersOf(candidates, 'padj');
  const why = textOf(candidates, 'why');
  const lines = genes.slice(0, SHOWN).map((gene, row) => {
    const fields = [
      String(row + 1).padStart(4),
      gene.padEnd(9),
      score[row]!.toFixed(2).padStart(6),
      change[row]!.toFixed(2).padStart(6),
      padj[row]!.toExponential(1).padEnd(7),
      // The sentence begins with the change, which stands to its left.
      why[row]!.replace(/^.*? should, (and )?/, ''),
    ];
    return `  ${fields.join('  ')}`;
  });
  return `\nThe first ${lines.length} of ${genes.length} candidates:\n  rank  gene       score  log2FC  padj     why\n${lines.join('\n')}`;
}

/** How many verdicts on patients agree with what was planted there. */
async function patientWords(folder: string, results: string): Promise<string> {
  const planted = await readTable(openInput(join(folder, 'patients_truth.tsv')));
  const truthOf = (column: string) => {
    const effects = numbersOf(planted, column);
    return new Map(textOf(planted, 'gene').map((gene, row) => [gene, effects[row]!]));
  };
  const verdicts = await readTable(openInput(join(results, 'tables', 'patients', 'mir9_vs_control.verdict.tsv')));
  const [judged, groups] = [textOf(verdicts, 'gene'), textOf(verdicts, 'group')];
  const questions = [
    ['tumor_normal', 'planted_log2_difference', 'lower in tumors'],
    ['OS', 'planted_log_hazard_ratio', 'longer survival at a higher level'],
  ] as const;
  const lines = questions.map(([question, column, meaning]) => {
    const words = textOf(verdicts, `${question}:judgement`);
    const truth = truthOf(column);
    const expected = judged.map((gene) => ({ '-1': 'supported', 1: 'contradicted' })[Math.sign(truth.get(gene) ?? 0)]);
    const rowsOf = (group: string) => [...judged.keys()].filter((row) => groups[row] === group);
    const decided = rowsOf('candidate').filter((row) => /^(supported|contradicted)$/.test(words[row]!));
    const right = decided.filter((row) => words[row] === expected[row]).length;
    const effects = rowsOf('candidate').filter((row) => expected[row] !== undefined).length;
    const controls = rowsOf('control').filter((row) => expected[row] === undefined && words[row] !== 'not testable');
    const chance = controls.filter((row) => words[row] === 'supported').length;
    return `  ${meaning}: ${right} of ${decided.length} verdicts that decide are true, of ${effects} candidates with a planted effect; ${chance} of ${controls.length} random controls without one are supported`;
  });
  return `\nFrom candidates to patients (two simulated cohorts, compared with patients_truth.tsv):\n${lines.join('\n')}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
