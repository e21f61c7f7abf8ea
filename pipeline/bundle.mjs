// Writes the program as files that start fast: `seedrank de` loads 11 in place of 150, each of which costs a third of a
// millisecond. tsc has written dist, which is imported and tested; this puts the same sources, with the command line and the
// threads as entries, in place of dist/pipeline/cli.js and into dist/pipeline/program, from where `../cli.js` and `../../src`
// are found as from the folders of the sources. Names stay, so that stacks can be read. Libraries are taken in, since loading them
// from npm's folders took 0.1 s of each `run` and of each process of a batch; the drawing library
// stays where npm puts it, or comes with it: `node pipeline/bundle.mjs DIR --with-libraries`.
import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));
const threads = [
  'pipeline/threads/duplex-worker.ts',
  'pipeline/threads/folding-worker.ts',
  'pipeline/threads/gsea-worker.ts',
  'pipeline/runs/stage-thread.ts',
  'pipeline/runs/study-process.ts',
];

/** Parts of Node that take some milliseconds to load and that few runs use, with what is used of them. */
const parts = {
  'node:child_process': ['execFile', 'fork', 'spawn'],
  'node:crypto': ['createHash', 'randomBytes'],
  'node:zlib': [
    'brotliCompressSync',
    'brotliDecompressSync',
    'constants',
    'createGunzip',
    'createGzip',
    'gunzip',
    'gunzipSync',
    'gzip',
    'gzipSync',
  ],
};

/** Loads them when one of their functions is first called. */
const loadPartsLate = {
  name: 'load-parts-late',
  resolveId: { order: 'pre', handler: (id) => (id in parts ? `\0late:${id}` : undefined) },
  load(id) {
    if (!id.startsWith('\0late:')) return undefined;
    const part = id.slice('\0late:'.length);
    const exports = parts[part].map((name) =>
      name === 'constants'
        ? 'export const constants = new Proxy({}, { get: (_, name) => part().constants[name] });'
        : `export const ${name} = (...given) => part().${name}(...given);`,
    );
    // Not process.getBuiltinModule, which some supported versions of Node.js lack.
    const opening = [
      "import { createRequire } from 'node:module';",
      'const load = createRequire(import.meta.url);',
      `const part = () => load('${part}');`,
    ];
    return [...opening, ...exports].join('\n');
  },
};

const [dir = 'dist/pipeline', option] = process.argv.slice(2);

rmSync(join(root, dir, 'program'), { recursive: true, force: true });
await build({
  cwd: root,
  input: {
    cli: 'pipeline/cli.ts',
    ...Object.fromEntries(threads.map((file) => [basename(file, '.ts'), file])),
  },
  platform: 'node',
  plugins: [loadPartsLate],
  // The drawing library is loaded by the report alone, and the page carries files of both: they are found where npm puts them.
  external: (id) =>
    (id.startsWith('node:') && !(id in parts)) ||
    (option !== '--with-libraries' && /^(echarts|tabulator-tables)/.test(id)),
  output: {
    dir,
    format: 'esm',
    comments: false,
    entryFileNames: ({ name }) => (name === 'cli' ? 'cli.js' : 'program/[name].js'),
    chunkFileNames: 'program/[name].js',
    codeSplitting: {
      // A group takes with it what it imports, but for what a group above it has.
      groups: [
        {
          name: 'start',
          test: /[\\/](pipeline[\\/](version|ui[\\/]console|study[\\/]options[\\/][\w-]+)|src[\\/]text[\\/]nearest-names)\.ts$/,
        },
        { name: 'de', test: /[\\/]commands[\\/]de[\\/]run-de\.ts$/ },
      ],
    },
  },
});

// Each script of a page stands alone in it: what scripts share is written into each.
const pageScripts = readdirSync(`${root}src/report/client`)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/report/client/${name}`);
for (const file of [...pageScripts, 'src/report/client/library/echarts.ts']) {
  await build({
    cwd: root,
    input: file,
    platform: 'browser',
    output: {
      file: `dist/${file.replace(/ts$/, 'js')}`,
      format: 'esm',
      comments: false,
      minify: file.includes('/library/'),
    },
  });
}
