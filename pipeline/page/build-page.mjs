// Writes dist/seedrank.html: the stages and analyses of the program in one file that a browser runs from the disk. The worker is
// the program with the page's own files in place of Node.js (platform/ for its modules, files/ for some of ours); beside it lies
// what reports carry: our compiled scripts, libraries, licenses.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What stands for the modules of Node.js and for libraries that only it can load. */
const modules = {
  'node:fs/promises': 'pipeline/page/platform/fs-promises.ts',
  'node:fs': 'pipeline/page/platform/fs.ts',
  'node:path': 'pipeline/page/platform/path.ts',
  'node:zlib': 'pipeline/page/platform/zlib.ts',
  'node:util': 'pipeline/page/platform/promisify.ts',
  'node:crypto': 'pipeline/page/platform/crypto.ts',
  'node:module': 'pipeline/page/platform/module.ts',
  'node:buffer': 'pipeline/page/platform/buffer.ts',
  'node:events': 'pipeline/page/platform/events.ts',
  'node:worker_threads': 'pipeline/page/platform/worker-threads.ts',
  'echarts/dist/echarts.esm.min.mjs': 'pipeline/page/files/echarts.ts',
  'read-excel-file/node': 'pipeline/page/files/read-workbook-library.ts',
};
const files = {
  'pipeline/files/raw-input.ts': 'pipeline/page/files/raw-input.ts',
  'pipeline/version.ts': 'pipeline/page/files/version.ts',
};

const sides = {
  name: 'page-side',
  async resolveId(id, importer, options) {
    if (modules[id] !== undefined) return join(root, modules[id]);
    if (id.startsWith('node:')) throw new Error(`${importer} needs ${id}, which the page does not have`);
    if (!id.startsWith('.')) return null;
    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
    const own = found === null ? undefined : files[relative(root, found.id).replaceAll('\\', '/')];
    return own === undefined ? found : join(root, own);
  },
};

const text = (path) => readFileSync(path, 'utf8');
const { version } = JSON.parse(text(join(root, 'package.json')));

async function bundle(input) {
  const built = await rolldown({
    cwd: root,
    input,
    platform: 'browser',
    plugins: [sides],
    transform: {
      define: {
        'import.meta.url': '"file:///assets/pipeline/page/seedrank.html"',
        SEEDRANK_VERSION: JSON.stringify(version),
      },
    },
    onLog(level, log) {
      if (level === 'warn' && log.code !== 'EVAL') throw new Error(log.message);
    },
  });
  const { output } = await built.generate({ format: 'iife', minify: true, codeSplitting: false });
  await built.close();
  return inAscii(output[0].code);
}

/**
 * Each worker keeps the script in half the memory if all letters are of one byte. Raw strings, in which an escape is not undone,
 * we have for patterns only, and to a pattern it means the letter.
 */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const { resolve } = createRequire(import.meta.url);
/** By the names under which the report asks for them. */
function collectAssets() {
  const echarts = dirname(resolve('echarts/package.json'));
  const zrender = dirname(createRequire(join(echarts, 'package.json')).resolve('zrender/package.json'));
  const tabulator = resolve('tabulator-tables/dist/js/tabulator.min.js');
  const assets = {
    'tabulator-tables/dist/js/tabulator.min.js': text(tabulator),
    'echarts/NOTICE': text(join(echarts, 'NOTICE')),
    'echarts/LICENSE': text(join(echarts, 'LICENSE')),
    'echarts/licenses/LICENSE-d3': text(join(echarts, 'licenses/LICENSE-d3')),
    'zrender/LICENSE': text(join(zrender, 'LICENSE')),
    'tabulator-tables/LICENSE': text(join(dirname(tabulator), '../../LICENSE')),
    NOTICE: text(join(root, 'NOTICE')),
    'THIRD-PARTY-NOTICES': text(join(root, 'THIRD-PARTY-NOTICES')),
    'pako/LICENSE': text(join(dirname(resolve('pako/package.json')), 'LICENSE')),
  };
  for (const name of ['library/echarts.js', ...clientScripts()])
    assets[`src/report/client/${name}`] = text(join(root, 'dist/src/report/client', name));
  return assets;
}

function clientScripts() {
  const source = text(join(root, 'src/report/page/render-report.ts'));
  const list = /clientScripts[^=]*= \[([^\]]*)\]/.exec(source);
  return [...list[1].matchAll(/'([^']+)'/g)].map(([, name]) => name);
}

/** Small, and nothing that a parser of HTML takes for the end of its script. */
const pack = (content) => gzipSync(content, { level: 9 }).toString('base64');

const demo = [
  'study.yml',
  'counts.tsv.gz',
  'samples.csv',
  'mirnas.fa',
  'utrs.fa.gz',
  'sets.gmt',
  'clinical.tsv',
  'patients.tsv.gz',
  'tissues.tsv.gz',
  'tissue_samples.tsv',
];
const demoFiles = demo.map((name) => [name, readFileSync(join(root, 'data-samples', name)).toString('base64')]);

const { pageStyle } = await import(pathToFileURL(join(root, 'dist/pipeline/page/page-style.js')).href);
const [worker, page] = [await bundle('pipeline/page/study-worker.ts'), await bundle('pipeline/page/window/main.ts')];
const shell = text(join(root, 'pipeline/page/shell.template'));
const fill = (name, value) => (html) => html.replace(`%${name}%`, () => value);
const html = [
  fill('STYLE', pageStyle),
  fill('ASSETS', pack(JSON.stringify(collectAssets()))),
  fill('WORKER', pack(worker)),
  fill('DEMO', pack(JSON.stringify(demoFiles))),
  fill('PAGE', page.replaceAll('</script', '<\\/script')),
].reduce((whole, put) => put(whole), shell);
writeFileSync(join(root, 'dist/seedrank.html'), html);
console.log(`seedrank.html: ${Buffer.byteLength(html)} bytes (worker ${worker.length}, page ${page.length})`);
