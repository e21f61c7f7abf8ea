import { Fault } from '../../../fault.ts';
import type { InputFile } from '../../bytes/input-file.ts';
import { plainText } from '../../bytes/plain-text.ts';
import { readHead } from '../../delimited/delimiter.ts';
import { isIdName, ROLE } from '../count-columns.ts';
import { buildCountTable } from '../count-table.ts';
import type { CountTable } from '../counts.ts';
import { countsFromFirstLine, type Dialect, type DialectOptions } from './dialect.ts';
import { joinSamples } from './join-samples.ts';
import { nameFiles } from './sample-names.ts';

const TAB = 9;

/**
 * htseq-count, one file a sample: gene id, attributes asked for (`--additional-attr`), count; no header; at the end rows
 * `__no_feature` and the like, which are dropped.
 */
export const htseq: Dialect = {
  name: 'htseq',
  title: 'HTSeq count files, one a sample',
  oneSampleAFile: true,
  recognizes: (head) => {
    const [id = ''] = head.lines[0] ?? [];
    const width = head.lines[0]?.length ?? 0;
    if (id === '' || isIdName(id)) return false;
    return width >= 2 && countsFromFirstLine(head, width - 1) && (width === 2 || !countsFromFirstLine(head, width - 2));
  },
  read: async (files, options) => {
    const tables: CountTable[] = [];
    for (const file of files) tables.push(await readSample(file, options));
    return joinSamples(tables, nameFiles(files, options.sampleNames), options);
  },
};

async function readSample(input: InputFile, options: DialectOptions): Promise<CountTable> {
  const file = input.name;
  const bytes = plainText(await input.bytes());
  const width = readHead(bytes, TAB, 1)[0]?.fields.length ?? 0;
  if (width < 2) {
    throw new Fault({
      code: 'COUNTS_NOT_A_TABLE',
      message: 'this is no HTSeq count file',
      file,
      line: 1,
      expected: 'gene id and count separated by a tab',
      hint: 'Check that this is the count file, or leave out --format.',
    });
  }
  const roles = new Uint8Array(width).fill(ROLE.text);
  roles[0] = ROLE.id;
  roles[width - 1] = ROLE.count;
  const names = Array.from(roles, (role, column) => (role === ROLE.text ? `attribute_${column}` : ''));
  const fractions = options.fractions ?? 'refuse';
  return buildCountTable({ bytes, file, from: 0, delimiter: TAB, roles, fractions }, names, []);
}
