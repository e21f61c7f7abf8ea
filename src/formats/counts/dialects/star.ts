import { Fault } from '../../../fault.ts';
import type { InputFile } from '../../bytes/input-file.ts';
import { plainText } from '../../bytes/plain-text.ts';
import { ROLE } from '../count-columns.ts';
import { buildCountTable } from '../count-table.ts';
import type { CountTable } from '../counts.ts';
import { selectSamples } from '../match-samples.ts';
import type { Dialect, DialectOptions } from './dialect.ts';
import { joinSamples } from './join-samples.ts';
import { nameFiles } from './sample-names.ts';

const STRANDS = ['unstranded', 'forward', 'reverse'] as const;
type Strand = (typeof STRANDS)[number];

/** Share of the reads of both strands from which on a library counts as stranded, and that up to which it is not. */
const STRANDED = 0.8;
const UNSTRANDED = 0.6;

/**
 * STAR's `ReadsPerGene.out.tab`, one file a sample: gene id, reads of both strands, of the strand of read 1, of that of
 * read 2; no header; the first four rows (`N_unmapped` ...) are no genes.
 */
export const star: Dialect = {
  name: 'star',
  title: 'STAR ReadsPerGene.out.tab, one a sample',
  oneSampleAFile: true,
  recognizes: (head) => head.lines[0]?.length === 4 && head.lines[0][0] === 'N_unmapped',
  read: readStar,
};

function readStar(files: readonly InputFile[], options: DialectOptions): Promise<CountTable> {
  return joinStranded(files, options, readSample);
}

/**
 * Joins samples whose reader gives the counts of both strands, of the strand of read 1, and of that of read 2, taking those
 * that the option or the data call for.
 */
export async function joinStranded(
  files: readonly InputFile[],
  options: DialectOptions,
  readSample: (file: InputFile) => Promise<CountTable>,
): Promise<CountTable> {
  const names = nameFiles(files, options.sampleNames);
  const tables: CountTable[] = [];
  for (const file of files) tables.push(await readSample(file));
  const shares = tables.map(forwardShare);
  const strand = options.strandedness ?? agreedStrand(shares, files);
  const chosen = tables.map((table) => selectSamples(table, [STRANDS.indexOf(strand)]));
  const joined = joinSamples(chosen, names, options);
  const [low, high] = [Math.min(...shares), Math.max(...shares)].map((share) => `${(100 * share).toFixed(1)} %`);
  const how = options.strandedness === undefined ? 'told by the data' : 'as asked';
  const note = `counts of ${strand} reads were taken (${how}: ${low} to ${high} of the stranded reads are on the gene's strand)`;
  return { ...joined, notes: [...joined.notes, note] };
}

async function readSample(input: InputFile): Promise<CountTable> {
  const file = input.name;
  const bytes = plainText(await input.bytes());
  const roles = Uint8Array.of(ROLE.id, ROLE.count, ROLE.count, ROLE.count);
  return buildCountTable({ bytes, file, from: 0, delimiter: 9, roles, fractions: 'refuse' }, ['', ...STRANDS], []);
}

/** The share of reads with the strand of read 1 among those of either strand; 0.5 where there are none. */
function forwardShare(table: CountTable): number {
  let forward = 0;
  let reverse = 0;
  for (let cell = 0; cell < table.counts.length; cell += 3) {
    forward += table.counts[cell + 1]!;
    reverse += table.counts[cell + 2]!;
  }
  return forward + reverse === 0 ? 0.5 : forward / (forward + reverse);
}

function strandOf(forward: number): Strand | undefined {
  if (forward >= STRANDED) return 'forward';
  if (1 - forward >= STRANDED) return 'reverse';
  return Math.max(forward, 1 - forward) <= UNSTRANDED ? 'unstranded' : undefined;
}

function agreedStrand(shares: readonly number[], files: readonly InputFile[]): Strand {
  const strands = shares.map(strandOf);
  const [first] = strands;
  const odd = strands.findIndex((strand) => strand === undefined || strand !== first);
  if (odd < 0 && first !== undefined) return first;
  const show = (at: number) => `${(100 * shares[at]!).toFixed(1)} % forward in ${files[at]!.name}`;
  throw new Fault({
    code: 'STAR_STRANDEDNESS',
    message: strands[odd] === undefined ? 'the data do not tell the strandedness' : 'samples differ in strandedness',
    file: files[odd]!.name,
    found: odd === 0 ? show(0) : `${show(0)}, ${show(odd)}`,
    expected: `at least ${100 * STRANDED} % of the stranded reads on one strand, or at most ${100 * UNSTRANDED} %, in all samples`,
    hint: 'Say what the library is: strandedness unstranded, forward or reverse.',
  });
}
