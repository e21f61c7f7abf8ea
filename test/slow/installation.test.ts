import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contents, smallestStudy } from '../pipeline/small-study.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'seedrank-installed-'));
const prefix = join(place, 'prefix');
const bin = join(prefix, 'bin');
/** Nothing of ours, but Node.js and what a shell needs. */
const paths = [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);

function call(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: {
      HOME: place,
      PATH: paths,
      npm_config_cache: process.env.npm_config_cache ?? `${process.env.HOME}/.npm`,
      ...env,
    },
    maxBuffer: 1 << 26,
  });
  return { code: status, stdout, stderr };
}
const succeed = (...args: Parameters<typeof call>) => {
  const ended = call(...args);
  expect(ended.code, ended.stderr).toBe(0);
  return ended;
};

const emptyFolder = () => mkdtempSync(join(place, 'empty-'));
const demoIn = (folder: string) => ({
  folder,
  study: join(folder, 'seedrank-demo', 'study.yml'),
  results: join(folder, 'seedrank-demo', 'results'),
});
/** The demo is run by each installation once. */
const byNpm = demoIn(emptyFolder());

let packed: { readonly size: number; readonly files: readonly { readonly path: string }[] };

beforeAll(() => {
  // The steps of `npm pack`, but that it would build: other tests use what is built.
  succeed('npm', ['run', '--silent', 'prepack'], root);
  const { stdout } = succeed('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', place], root);
  succeed('npm', ['run', '--silent', 'postpack'], root);
  const [report] = JSON.parse(stdout) as [typeof packed & { readonly filename: string }];
  packed = report;
  // As the container file installs it, and with nothing from the network: the versions are those of our lock file.
  const step = /^RUN (npm install --global .*?) && rm/m.exec(readFileSync(join(root, 'Containerfile'), 'utf8'))![1]!;
  const command = step.replace('/tmp/seedrank.tgz', join(place, report.filename));
  succeed('sh', ['-c', command], emptyFolder(), { npm_config_prefix: prefix, npm_config_offline: 'true' });
});
afterAll(() => rmSync(place, { recursive: true }));

describe('the package', () => {
  it('holds what runs and its types, no sources, no tests, and less than 11 MB', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths.filter((path) => /(^|\/)test\/|(?<!\.d)\.ts$|\.map$/.test(path))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining(['LICENSE', 'NOTICE', 'THIRD-PARTY-NOTICES', 'data-samples/study.yml']),
    );
    expect(paths).toContain('docs/three-prime-utrs.md');
    // Half of it is the edition for browsers, in one file.
    expect(packed.size).toBeLessThan(11e6);
  });

  it('installs libraries in the versions that are tested, and none that only development needs', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const modules = join(prefix, 'lib/node_modules/seedrank');
    for (const [path, { version, dev }] of Object.entries(packages) as [string, { version: string; dev?: true }][]) {
      if (path === '') continue;
      const file = join(modules, path, 'package.json');
      if (dev) expect(existsSync(file), path).toBe(false);
      else expect(JSON.parse(readFileSync(file, 'utf8')).version, path).toBe(version);
    }
  });

  it('runs the demo in an empty folder, by its name on the PATH', () => {
    const { stdout } = succeed('seedrank', ['demo'], byNpm.folder, { PATH: `${bin}${delimiter}${paths}` });
    expect(stdout).toMatch(/\d+ of 260 planted direct targets are among the \d+ candidates/);
    expect(stdout).toContain('Open seedrank-demo/results/report.html in a browser');
    expect(statSync(join(byNpm.results, 'report.html')).size).toBeGreaterThan(1e6);
  });

  it('is a library with types', () => {
    const folder = join(prefix, 'lib');
    const text = `import { rankGenes, deseq2 } from 'seedrank';\nconsole.log(typeof rankGenes, typeof deseq2);\n`;
    writeFileSync(join(folder, 'use.mts'), text);
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const flags = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--types', ''];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { code, stdout } = call(process.execPath, [tsc, ...flags, 'use.mts'], folder);
    expect([code, stdout]).toEqual([0, '']);
    expect(succeed(process.execPath, ['use.mjs'], folder).stdout).toBe('function function\n');
  });
});

describe('the executable for people without Node.js', () => {
  const executable = join(place, 'alone', 'seedrank');
  const alone = { PATH: '/usr/bin:/bin' };
  beforeAll(() => {
    succeed(process.execPath, [join(root, 'pipeline/executable/build-executable.mjs'), executable], place);
  });

  it('makes of the demo the bytes that the package makes', () => {
    const demo = demoIn(emptyFolder());
    succeed(executable, ['demo'], demo.folder, alone);
    const made = contents(demo);
    expect(made).toEqual(contents(byNpm));
    expect(Object.keys(made).length).toBeGreaterThan(100);
  });

  it('runs the studies of a batch in processes of its own, also where it has no home', () => {
    const { folder } = smallestStudy();
    const { stdout } = succeed(executable, ['batch', '.'], folder, { ...alone, HOME: '/nonexistent' });
    expect(stdout).toContain('1 study done');
  });

  it('is found by reproduce.sh, as is the installed package', () => {
    const study = smallestStudy();
    succeed(executable, ['run', 'study.yml'], study.folder, alone);
    const script = join(study.results, 'pipeline_info', 'reproduce.sh');
    const made = contents(study);
    const installed = { PATH: `${bin}${delimiter}${paths}` };
    for (const env of [installed, { ...alone, SEEDRANK: executable }]) {
      const folder = emptyFolder();
      succeed('sh', [script], folder, env);
      cpSync(join(folder, 'reproduced', 'tables'), join(folder, 'results', 'tables'), { recursive: true });
      const tables = Object.entries(contents({ ...study, results: join(folder, 'results') }));
      expect(tables.length).toBeGreaterThan(10);
      for (const [file, bytes] of tables) expect(bytes, file).toBe(made[file]);
    }
    const { code, stderr } = call('sh', [script], emptyFolder(), { ...alone, npm_config_offline: 'true' });
    expect(code).toBe(2);
    expect(stderr).toContain('seedrank is not found: put it on the PATH, or name it: SEEDRANK=');
  });
});
