/**
 * Speed and memory of target prediction, each figure beside the original program where it is installed.
 * Run: npm run bench:targets [-- sites duplexes helix threads accessibility program] [--quick]
 *
 * Sequences: 1,000 human 3' UTRs of the reference data, repeated to 30 million nt; without them random ones of the same
 * lengths. Times are the least of several runs, in processes that share the machine with others.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasShared } from '../shared.ts';
import { benchBenefit } from './accessibility-benefit.ts';
import { benchAccessibility } from './target-accessibility.ts';
import { baseSequences, lengthOf, MIRNA, repeated } from './target-data.ts';
import { benchDuplexes, benchThreads } from './target-duplexes.ts';
import { benchProgram } from './target-program.ts';
import { benchSites } from './target-sites.ts';

const [...given] = process.argv.slice(2);
const isQuick = given.includes('--quick');
const parts = given.filter((word) => !word.startsWith('--'));
const isWanted = (part: string) => parts.length === 0 || parts.includes(part);

const folder = mkdtempSync(join(tmpdir(), 'seedrank-bench-'));
try {
  const base = baseSequences();
  const all = repeated(base, isQuick ? 3e6 : 30e6);
  const source = hasShared ? "human 3' UTRs, repeated" : 'random sequences';
  console.log(`${(lengthOf(all) / 1e6).toFixed(1)} million nt in ${all.length} sequences (${source}); ${MIRNA.name}\n`);
  const work = { base, all, folder, isQuick };
  if (isWanted('sites')) await benchSites(work);
  if (isWanted('duplexes')) await benchDuplexes(work, 'duplexes');
  if (isWanted('helix')) await benchDuplexes(work, 'duplexes, helix 2,7');
  if (isWanted('threads')) await benchThreads(work);
  if (isWanted('accessibility')) {
    await benchAccessibility(work);
    if (hasShared) await benchBenefit();
  }
  if (isWanted('program')) benchProgram(work);
} finally {
  rmSync(folder, { recursive: true });
}
