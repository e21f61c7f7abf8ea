// Writes dist/seedrank.html: the stages and analyses of the program in one file that a browser runs from the disk. The worker is
// the program with the page's own files in place of Node.js (platform/ for its modules, files/ for two of ours); what reports
// carry (the drawing library, our compiled scripts, licenses) lies in it once, and is what the worker draws with.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../../', import.meta.url));
const platform = (name) => join(root, 'pipeline/page/platform', `${name}.ts`);

/** What stands for the modules of Node.js and for libraries that only it can load. */
const modules = {
  'node:fs/promises': platform('fs-promises'),
  'node:fs': platform('fs'),
  'node:path': platform('path'),
  'node:zlib': platform('zlib'),
  'node:util': platform('util'),
  'node:crypto': platform('crypto'),
  'node:module': platform('module'),
  'node:buffer': platform('buffer'),
  'node:events': platform('events'),
  'node:worker_threads': platform('worker-threads'),
  'echarts/dist/echarts.esm.min.mjs': platform('echarts'),
  'read-excel-file/node': join(root, 'pipeline/page/files/read-workbook-library.ts'),
};
const files = {
  'pipeline/files/raw-input.ts': join(root, 'pipeline/page/files/raw-input.ts'),
  'pipeline/version.ts': join(root, 'pipeline/page/files/version.ts'),
};

const sides = {
  name: 'page-side',
  async resolveId(id, importer, options) {
    if (modules[id] !== undefined) return modules[id];
    if (id.startsWith('node:')) throw new Error(`${importer} needs ${id}, which the page does not have`);
    if (!id.startsWith('.')) return null;
    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
    return found === null ? null : (files[relative(root, found.id).replaceAll('\\', '/')] ?? found);
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
  return output[0].code;
}

const { resolve } = createRequire(import.meta.url);
/** By the names under which the report asks for them. */
function collectAssets() {
  const echarts = dirname(resolve('echarts/package.json'));
  const zrender = dirname(createRequire(join(echarts, 'package.json')).resolve('zrender/package.json'));
  const tabulator = resolve('tabulator-tables/dist/js/tabulator.min.js');
  const assets = {
    'echarts/dist/echarts.min.js': text(join(echarts, 'dist/echarts.min.js')),
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
  for (const name of clientScripts())
    assets[`src/report/client/${name}`] = text(join(root, 'dist/src/report/client', name));
  return assets;
}

function clientScripts() {
  const source = text(join(root, 'src/report/page/render-report.ts'));
  const list = /clientScripts[^=]*= \[([^\]]*)\]/.exec(source);
  return [...list[1].matchAll(/'([^']+)'/g)].map(([, name]) => name);
}

/** Small, and nothing that a parser of HTML takes for the end of its script. */
const pack = (value) => gzipSync(JSON.stringify(value), { level: 9 }).toString('base64');

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

const { pageStyle } = await import('../../dist/pipeline/page/page-style.js');
const [worker, page] = [await bundle('pipeline/page/study-worker.ts'), await bundle('pipeline/page/window/main.ts')];
const shell = text(join(root, 'pipeline/page/shell.template'));
const fill = (name, value) => (html) => html.replace(`%${name}%`, () => value);
const html = [
  fill('STYLE', pageStyle),
  fill('ASSETS', pack(collectAssets())),
  fill('WORKER', pack(worker)),
  fill('DEMO', pack(demoFiles)),
  fill('PAGE', page.replaceAll('</script', '<\\/script')),
].reduce((whole, put) => put(whole), shell);
writeFileSync(join(root, 'dist/seedrank.html'), html);
console.log(`seedrank.html: ${Buffer.byteLength(html)} bytes (worker ${worker.length}, page ${page.length})`);
