import { answerValues, type ExplainedName, explainNames } from '../../../src/analyses/explain-names.ts';
import { geneAnswerTable } from '../../../src/artifacts/gene-tables.ts';
import { Fault } from '../../../src/fault.ts';
import { decodeText } from '../../../src/formats/bytes/decode-text.ts';
import { plainTable } from '../../../src/formats/bytes/plain-text.ts';
import { withTables } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import type { GivenFlags } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { print, printJson, printNotes } from '../../ui/console.ts';
import { formatTable } from '../../ui/format-table.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

/** Says which human genes names mean, on standard output or in a table. */
export async function genes(
  given: readonly string[],
  flagged: GivenFlags<'genes'> & { readonly json?: boolean },
): Promise<void> {
  const flags = readOptions('genes', flagged);
  const listed = flags.names === undefined ? [] : await readNames(flags.names);
  const names = [...given, ...listed];
  if (names.length === 0) throw noNames(flags.names);
  const answers = await explainNames(names);
  const { out } = flags;
  if (out !== undefined) {
    await withTables({ outputs: [out], inputs: inputsOf('genes', flags) }, (write) =>
      write(out, geneAnswerTable.toColumns(answerValues(answers))),
    );
  }
  if (flagged.json) printJson(answers.map(describeAnswer));
  else if (out === undefined) print(formatAnswers(answers));
  const counts = (['found', 'ambiguous', 'damaged', 'unknown'] as const).map((word) => {
    const count = answers.filter(({ outcome }) => outcome === word).length;
    return `${count} ${word}`;
  });
  if (names.length > 1) printNotes([`${names.length} names: ${counts.join(', ')}`]);
}

/** One name a line, or the first column of a table; `-` is standard input. */
async function readNames(path: string): Promise<string[]> {
  const bytes = await openInput(path === '-' ? '/dev/stdin' : path).bytes();
  const lines = decodeText(plainTable(bytes).text).split('\n');
  return lines
    .map((line) =>
      line
        .split(/[\t,;]/, 1)[0]!
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    )
    .filter((name) => name !== '');
}

function noNames(path: string | undefined): Fault {
  return new Fault({
    code: 'NAMES_NONE',
    message: path === undefined ? 'no gene is named' : 'the file names no gene',
    file: path ?? '--names',
    expected: 'seedrank genes NAME..., or --names FILE with one name a line',
    hint: 'Name at least one gene.',
  });
}

function formatAnswers(answers: readonly ExplainedName[]): string {
  return formatTable([
    ['name', 'symbol', 'Entrez id', 'Ensembl ids', 'type', 'matched by', 'remarks'],
    ...answers.map((answer) => {
      const { name, gene, outcome, by, others, note, nearest } = answer;
      const remarks = [
        outcome === 'found' ? '' : outcome,
        note,
        others.length > 0
          ? `${gene === undefined ? '' : 'not '}${others.map(describeOther).join(gene ? ', ' : ' or ')}`
          : '',
        nearest.length > 0 ? `near it: ${nearest.join(', ')}` : '',
      ];
      return [
        name,
        gene?.symbol ?? '-',
        gene === undefined ? '-' : String(gene.entrez),
        gene === undefined ? '-' : gene.ensembl.join(',') || '-',
        gene?.type ?? '-',
        by ?? '-',
        remarks.filter((text) => text !== '').join('; '),
      ];
    }),
  ]);
}

function describeOther({ symbol, entrez }: ExplainedName['others'][number]): string {
  return `${symbol} (${entrez})`;
}

function describeAnswer({ gene, others, ...answer }: ExplainedName) {
  return {
    ...answer,
    gene: gene && { ...gene, ensembl: gene.ensembl, aliases: gene.aliases },
    others: others.map(({ symbol, entrez }) => ({ symbol, entrez })),
  };
}
