// Makes one file of Node.js and the built program, which runs where neither is installed:
//   node pipeline/executable/build-executable.mjs [FILE]     (default: dist/executable/seedrank)
// for the system and the processor that it is made on. Node.js's single executable application: a script and assets are put
// into a copy of the `node` that runs this. Needs `npm run build` first.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'postject';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = resolve(process.argv[2] ?? join(root, 'dist/executable/seedrank'));
const scratch = mkdtempSync(join(tmpdir(), 'seedrank-executable-'));
const tree = join(scratch, 'program');

/** What the program reads beside itself: scripts of the page, licenses, the demo study. */
const parts = [
  'package.json',
  'LICENSE',
  'NOTICE',
  'THIRD-PARTY-NOTICES',
  'dist/src/report/client',
  'data-samples',
  ...['package.json', 'NOTICE', 'LICENSE', 'licenses/LICENSE-d3'].map((file) => `node_modules/echarts/${file}`),
  ...['package.json', 'LICENSE'].map((file) => `node_modules/zrender/${file}`),
  ...['package.json', 'LICENSE', 'dist/js/tabulator.min.js'].map((file) => `node_modules/tabulator-tables/${file}`),
];

try {
  for (const part of parts) {
    mkdirSync(dirname(join(tree, part)), { recursive: true });
    cpSync(join(root, part), join(tree, part), { recursive: true, filter: (path) => !/\.ts$/.test(path) });
  }
  copyFileSync(join(root, 'pipeline/executable/enter.cjs'), join(tree, 'enter.cjs'));
  const program = join(tree, 'dist/pipeline');
  execFileSync(process.execPath, [join(root, 'pipeline/bundle.mjs'), relative(root, program), '--with-libraries'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const files = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(tree, join(entry.parentPath, entry.name)))
    .sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(tree, file)));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const index = join(scratch, 'index.json');
  writeFileSync(index, JSON.stringify({ id: `${version}-${hash.digest('hex').slice(0, 16)}`, files }));
  const config = join(scratch, 'sea.json');
  const blob = join(scratch, 'sea.blob');
  writeFileSync(
    config,
    JSON.stringify({
      main: join(root, 'pipeline/executable/start.cjs'),
      output: blob,
      disableExperimentalSEAWarning: true,
      assets: { 'index.json': index, ...Object.fromEntries(files.map((file) => [file, join(tree, file)])) },
    }),
  );
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { force: true });
  copyFileSync(process.execPath, target);
  await inject(target, 'NODE_SEA_BLOB', readFileSync(blob), {
    sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
  });
  chmodSync(target, 0o755);
  console.log(target);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
