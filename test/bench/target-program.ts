import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lengthOf, MIRNA, repeated, report, type TargetWork, writeFasta } from './target-data.ts';

const cli = fileURLToPath(new URL('../../pipeline/cli.js', import.meta.url));
const atExit =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("RSS "+process.resourceUsage().maxRSS))';

/** The whole program, reading and writing included: wall time and peak memory at one and four times the sequences. */
export function benchProgram({ base, all, folder }: TargetWork): void {
  const commands = {
    'seedrank sites, one miRNA': ['sites', '--mirna', MIRNA.name],
    'seedrank sites, all families': ['sites', '--all-families'],
    'seedrank sites, one miRNA, scores': ['sites', '--mirna', MIRNA.name, '--scores'],
    'seedrank duplex, 2 threads': ['duplex', '--mirna', MIRNA.name, '--set', '3utr_human', '--max-energy', '-20'],
    'seedrank duplex --helix 2,7, 2 threads': [
      'duplex',
      '--mirna',
      MIRNA.name,
      '--set',
      '3utr_human',
      '--helix',
      '2,7',
      '--max-energy',
      '-20',
    ],
  };
  for (const times of [1, 4]) {
    const sequences = times === 1 ? all : repeated(base, times * lengthOf(all));
    const fasta = join(folder, `utrs${times}.fa`);
    writeFasta(fasta, sequences);
    for (const [name, args] of Object.entries(commands)) {
      const start = performance.now();
      const run = spawnSync(process.execPath, [
        '--import',
        atExit,
        cli,
        ...args,
        '--utrs',
        fasta,
        '--out',
        join(folder, 'out.tsv'),
      ]);
      const seconds = (performance.now() - start) / 1000;
      const said = run.stderr.toString();
      if (run.status !== 0) throw new Error(said);
      report(name, seconds, lengthOf(sequences), `peak ${(Number(/RSS (\d+)/.exec(said)![1]) / 1024).toFixed(0)} MB`);
    }
  }
}
