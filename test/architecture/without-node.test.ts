import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What tsc says of a project. */
function typeCheck(project: string): string {
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    return execFileSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}

/** The modules outside of it that a program for browsers made of these files still needs. */
async function neededBy(files: readonly string[]): Promise<string[]> {
  const needed = new Set<string>();
  const bundle = await rolldown({ cwd: root, input: [...files], platform: 'browser', onLog: () => undefined });
  const { output } = await bundle.generate({ format: 'esm', dir: 'unwritten' });
  const own = new Set(output.map(({ fileName }) => fileName));
  for (const chunk of output) {
    if (chunk.type !== 'chunk') continue;
    for (const target of [...chunk.imports, ...chunk.dynamicImports]) if (!own.has(target)) needed.add(target);
  }
  await bundle.close();
  return [...needed];
}

function planted(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'seedrank-planted-'));
  writeFileSync(join(folder, 'planted.ts'), text);
  const include = ['planted.ts', join(root, 'src/web-globals.d.ts')];
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(root, 'src/tsconfig.json'), compilerOptions: { rootDir: '/' }, include }),
  );
  return folder;
}

const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /(?<!\.d)\.ts$/.test(name) && !name.includes('/assembly/') && !name.startsWith('report/client/'))
  .map((name) => join('src', name));

const plants = [
  ['node:fs', "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');\n", /node:fs/],
  ['Buffer', "export const text = Buffer.from('x');\n", /Buffer/],
  ['process', 'export const where = process.cwd();\n', /process/],
  ['the document of a page', 'export const page = document.title;\n', /document/],
] as const;

describe('src runs where there is no Node.js', () => {
  it('knows no globals but those of the language and the few of src/web-globals.d.ts', () => {
    expect(typeCheck(join(root, 'src'))).toBe('');
  });

  it.each(plants)('and would be refused with %s', (_, text, named) => {
    expect(typeCheck(planted(text))).toMatch(named);
  });

  it('needs no module of Node.js, its libraries included', async () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(await neededBy(sources)).toEqual([]);
  });

  it('and would be refused with node:fs in a library', async () => {
    expect(await neededBy([join(planted(plants[0][1]), 'planted.ts')])).toEqual(['node:fs']);
  });
});
