import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launch } from '../pipeline/launched.ts';
import { isRoot } from '../pipeline/small-disk.ts';
import { seedrank, smallestStudy } from '../pipeline/small-study.ts';
import { expectToSurvive, type Try } from '../pipeline/survive.ts';

const whyNoNobody = isRoot && spawnSync('setpriv', ['--version']).status !== 0 ? ' (skipped: no setpriv)' : '';
const asNobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

const { folder } = smallestStudy();
const tested = ['--samples', 'samples.csv', '--design', '~ condition', '--contrast', 'condition,mir9,control'];
seedrank(folder, 'de', '--counts', 'counts.tsv', ...tested, '--out', 'de.tsv');

/** Made where a user may have it by mistake. */
function makeOddFiles(): void {
  mkdirSync(join(folder, 'folder'));
  mkdirSync(join(folder, 'barred'));
  for (const name of ['empty', 'locked', 'barred/file']) writeFileSync(join(folder, name), name === 'empty' ? '' : 'x');
  symlinkSync('nowhere', join(folder, 'dangling'));
  symlinkSync('loop', join(folder, 'loop'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  writeFileSync(join(folder, 'batch.csv'), 'name,alpha\none,0.1\n');
  for (const name of ['locked', 'barred']) chmodSync(join(folder, name), 0);
  chmodSync(folder, 0o777);
}

/** What may stand where a file is expected, and what is said of it; anything, where it depends on what the file is for. */
const odd: readonly (readonly [what: string, path: string, code: RegExp])[] = [
  ['nothing', 'nope', /\w+/],
  ['a folder', 'folder', /\w+/],
  ['an empty file', 'empty', /\w+/],
  ['a link to nothing', 'dangling', /FILE_LINK_DANGLING/],
  ['links in a circle', 'loop', /FILE_LINKS|LINKS_IN_A_CIRCLE/],
  ['a file that may not be read', 'locked', /FILE_FORBIDDEN/],
  ['a folder that may not be entered', 'barred/file', /FILE_FORBIDDEN|NO_PERMISSION/],
  ['a path below a file', 'counts.tsv/file', /\w+/],
  ['a name of 300 letters', 'x'.repeat(300), /FILE_NAME_TOO_LONG|NAME_TOO_LONG/],
  ['a home that the shell has not put in', '~/counts.tsv', /FILE_TILDE/],
  ['a pipe', 'pipe', /FILE_IS_STREAM/],
  ['a device without end', '/dev/zero', /FILE_IS_STREAM/],
];

const commands: readonly ((path: string) => readonly string[])[] = [
  (path) => ['run', path],
  (path) => ['run', 'study.yml', '--counts', path],
  (path) => ['run', 'study.yml', '--samples', path],
  (path) => ['run', 'study.yml', '--utrs', path],
  (path) => ['plan', path],
  (path) => ['status', path],
  (path) => ['clean', path],
  (path) => ['batch', path],
  (path) => ['batch', 'batch.csv', '--template', path],
  (path) => ['init', path, 'samples.csv', '--out', '/dev/null', '--overwrite'],
  (path) => ['de', '--counts', path, ...tested, '--out', '/dev/null'],
  (path) => ['de', '--counts', 'counts.tsv', ...tested, '--samples', path, '--out', '/dev/null'],
  (path) => ['sites', '--utrs', path, '--mirna', 'hsa-miR-9-5p', '--out', '/dev/null'],
  (path) => ['duplex', '--utrs', path, '--mirna', 'hsa-miR-9-5p', '--set', '3utr_human', '--out', '/dev/null'],
  (path) => ['seeds', '--de', path, '--utrs', 'utrs.fa'],
  (path) => ['rank', '--de', 'de.tsv', '--sites', path, '--mirna', 'hsa-miR-9-5p', '--out', 'ranked'],
];

it.skipIf(whyNoNobody !== '')(
  `what is no file is told of with its place and a cure, by every command${whyNoNobody}`,
  {
    timeout: 1_800_000,
  },
  async () => {
    makeOddFiles();
    const tries = odd.flatMap(([what, path, code]) =>
      commands.map((argsFor): Try => {
        const args = argsFor(path);
        return {
          kind: `odd input: ${what}`,
          what: args.join(' '),
          async attempt() {
            const ended = await launch(folder, args, { under: ['timeout', '60', ...asNobody] });
            expect(ended.stderr.match(/^error \w+/gm)).toHaveLength(1);
            expect(ended.stderr).toMatch(new RegExp(`^error (${code.source}): .+\\n +where +\\S[^]*^ +cure +\\S`, 'm'));
            expect(ended.stderr).not.toMatch(/has a bug|^ +at /m);
            // What a template cannot complete are studies of a batch, which stop no others.
            expect(ended.code).toBe(args.includes('--template') ? 1 : 2);
          },
        };
      }),
    );
    await expectToSurvive(tries);
  },
);
