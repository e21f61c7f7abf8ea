import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What the scripts of the page are made of, and the files of each package that say so. */
const parts = [
  { name: 'Apache ECharts', package: 'echarts', files: ['NOTICE', 'LICENSE', 'licenses/LICENSE-d3'] },
  { name: 'zrender, a part of Apache ECharts', package: 'zrender', files: ['LICENSE'] },
  { name: 'Tabulator', package: 'tabulator-tables', files: ['LICENSE'] },
] as const;

/** The whole text under which a library is given to others. */
interface License {
  readonly name: string;
  readonly text: string;
}

/** The license texts of the libraries that stand in the page, as their packages have them. */
export async function readPageLicenses(): Promise<License[]> {
  const { resolve } = createRequire(import.meta.url);
  const echarts = createRequire(resolve('echarts/package.json'));
  const folderOf = {
    echarts: dirname(resolve('echarts/package.json')),
    zrender: dirname(echarts.resolve('zrender/package.json')),
    'tabulator-tables': join(dirname(resolve('tabulator-tables/dist/js/tabulator.min.js')), '../..'),
  };
  return Promise.all(
    parts.map(async ({ name, package: folder, files }) => {
      const texts = await Promise.all(files.map((file) => readFile(join(folderOf[folder], file), 'utf8')));
      return { name, text: texts.map((text) => text.trim()).join('\n\n') };
    }),
  );
}
