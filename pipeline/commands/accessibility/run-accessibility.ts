import { mapAhead } from '../../../src/analyses/targets/map-ahead.ts';
import { isFasta, streamSequences } from '../../../src/analyses/targets/target-sequences.ts';
import { unpairedFileNames } from '../../../src/analyses/targets/unpaired-files.ts';
import { Fault } from '../../../src/fault.ts';
import { withoutGaps } from '../../../src/formats/sequences/utr-record.ts';
import { checkFoldingRules, type FoldingRules } from '../../../src/mirna/folding/folding-rules.ts';
import { withManyDrafts } from '../../files/draft-file.ts';
import { checkFolder, makeOutputFolder } from '../../files/draft-tables.ts';
import { openInput } from '../../files/open-input.ts';
import type { GivenFlags, OptionValues } from '../../study/options/option-values.ts';
import { readOptions } from '../../study/options/read-options.ts';
import { foldingThreads } from '../../threads/folding-threads.ts';
import { printNotes } from '../../ui/console.ts';
import { availableThreads } from '../inputs/available-threads.ts';
import { inputsOf } from '../inputs/inputs-of.ts';

/** Sequences that may wait for a thread: enough to keep all busy while the next ones are read. */
const QUEUED_PER_THREAD = 3;

/** Writes RNAplfold's table of each sequence. */
export async function accessibility(given: GivenFlags<'accessibility'>): Promise<void> {
  const flags = readOptions('accessibility', given);
  const { convention, window, span, stretch } = flags;
  const rules: FoldingRules = { convention, window, span, stretch };
  checkFoldingRules(rules);
  const inputs = inputsOf('accessibility', flags);
  await checkFolder(flags.out, { files: [], inputs });
  makeOutputFolder(flags.out);
  const threads = flags.threads ?? availableThreads();
  const pool = foldingThreads(rules, threads);
  let [written, bases] = [0, 0];
  try {
    await withManyDrafts(flags.out, inputs, async (write) => {
      const folded = mapAhead(namedSequences(flags), QUEUED_PER_THREAD * threads, async ({ name, sequence }) => {
        const { table } = await pool.fold({ sequence });
        return { name, table, length: sequence.length };
      });
      for await (const { name, table, length } of folded) {
        await write(name, table);
        written++;
        bases += length;
      }
    });
    printNotes([...pool.notes(), `tables of ${written} sequences, ${bases} nt, in ${flags.out}`]);
  } finally {
    await pool.close();
  }
}

interface NamedSequence {
  /** Of its table. */
  readonly name: string;
  /** Without gaps. */
  readonly sequence: Uint8Array;
}

/** The sequences that are asked for, one after the other; letters that are no bases never pair. Faults: those of the file; two whose tables would have one name. */
async function* namedSequences(flags: OptionValues<'accessibility'>): AsyncGenerator<NamedSequence> {
  const file = openInput(flags.utrs);
  const isAligned = !(await isFasta(file));
  /** Which sequence has a name, letters in lower case: some file systems do not tell them apart. */
  const owners = new Map<string, string>();
  for await (const { id, rows } of streamSequences(file, flags.species, 'all')) {
    for (const [species, row] of rows) {
      if (isAligned && !flags.allSpecies && species !== flags.species) continue;
      const sequence = withoutGaps(row);
      if (sequence.length === 0) continue;
      const [name] = unpairedFileNames(id, isAligned ? species : undefined) as [string];
      const owner = owners.get(name.toLowerCase());
      if (owner !== undefined) throw nameTwice(name, owner, id, flags.utrs);
      owners.set(name.toLowerCase(), id);
      yield { name, sequence };
    }
  }
}

function nameTwice(name: string, first: string, second: string, file: string): Fault {
  return new Fault({
    code: 'ACCESSIBILITY_NAME_TWICE',
    message: 'two sequences would have tables of the same name',
    file,
    found: `${first} and ${second}, both ${name}`,
    expected: 'names that differ in letters, digits, dots, hyphens or underscores, whatever their case',
    hint: 'Rename one of the sequences.',
  });
}
