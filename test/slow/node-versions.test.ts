import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contents } from '../pipeline/small-study.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Runtime {
  readonly program?: string;
  readonly why?: string;
}

/** A version of Node.js as the npm package `node` brings it. */
function installNode(major: number): Runtime {
  if (process.version.startsWith(`v${major}.`)) return { program: process.execPath };
  const prefix = mkdtempSync(join(tmpdir(), `seedrank-node-${major}-`));
  const npm = ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', prefix, `node@${major}`];
  const { status, stderr } = spawnSync('npm', npm, { encoding: 'utf8', timeout: 120_000 });
  const program = join(prefix, 'node_modules/node/bin/node');
  const answer = status === 0 ? spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout : undefined;
  if (answer?.startsWith(`v${major}.`)) return { program };
  return { why: ` (skipped: npm brings no Node.js ${major}: ${stderr?.split('\n')[0]})` };
}

/** Every published file of the demo by the Node.js given. */
function runDemo(program: string): ReturnType<typeof contents> {
  const results = join(mkdtempSync(join(tmpdir(), 'seedrank-demo-')), 'results');
  const args = [join(root, 'dist/pipeline/cli.js'), 'run', join(root, 'data-samples/study.yml'), '--out', results];
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  expect(readdirSync(results)).toContain('report.html');
  const isPublished = ([file]: [string, string]): boolean => !/^(work|pipeline_info)\//.test(file);
  return Object.fromEntries(Object.entries(contents({ folder: results, study: '', results })).filter(isPublished));
}

const newest = Number(process.versions.node.split('.')[0]) > 24 ? [Number(process.versions.node.split('.')[0])] : [];
const reference = runDemo(process.execPath);

describe('the demo gives the same bytes in every file, the report included', () => {
  for (const major of [20, 22, 24, ...newest]) {
    const { program, why = '' } = installNode(major);
    it.skipIf(program === undefined)(`under Node.js ${major}${why}`, () => {
      expect(Object.keys(reference).length).toBeGreaterThan(100);
      expect(runDemo(program as string)).toEqual(reference);
    });
  }
});
