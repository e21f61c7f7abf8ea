import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'rolldown/experimental';
import { type Syntax, walkSyntax } from './walk-syntax.ts';

export interface SourceFile {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** What others may import, passed on from other files or its own. */
  readonly exports: readonly Export[];
  /** Files that run without being imported: threads and scripts of pages, by their URL; what a kernel is compiled from. */
  readonly named: readonly string[];
}

export interface Import {
  /** `node:fs`, `zod`, or a path from the root of the project. */
  readonly target: string;
  /** What is taken from it. */
  readonly names: readonly string[] | 'all';
  /** Vanishes when compiled. */
  readonly typeOnly: boolean;
  /** `import()`, loaded only when it is needed. */
  readonly lazy: boolean;
}

export interface Export {
  readonly name: string;
  readonly typeOnly: boolean;
}

/** Files by their paths. */
export type SourceGraph = ReadonlyMap<string, SourceFile>;

/** The folder with package.json, from the sources or from what is compiled of them. */
export const root: string = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]dist[/\\]$/, '/');

/** The TypeScript files of these folders; also those that the build generates, where it has run. */
export function readSources(...folders: readonly string[]): SourceGraph {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${folder}/${name.replaceAll('\\', '/')}`,
    ),
  );
  const typescript = paths.filter((path) => path.endsWith('.ts')).sort();
  return parseSources(new Map(typescript.map((path) => [path, readFileSync(join(root, path), 'utf8')])));
}

/** Tells from texts by their paths who imports what from whom. */
export function parseSources(texts: ReadonlyMap<string, string>): SourceGraph {
  return new Map([...texts].map(([path, text]) => [path, parseSource(path, text, texts)]));
}

function parseSource(path: string, text: string, all: ReadonlyMap<string, unknown>): SourceFile {
  const { module, program, errors } = parseSync(path, withoutDecorators(text));
  refuseErrors(path, errors);
  const place = (specifier: string): string => placeOf(path, specifier, all);
  const isTypeOnly = (start: number): boolean => /^(import|export)\s+type\b/.test(text.slice(start, start + 20));
  const statics = module.staticImports.map(
    ({ start, end, moduleRequest, entries }): Import => ({
      target: place(moduleRequest.value),
      names: union(
        entries.map(({ importName, localName }) => {
          if (importName.kind === 'Name') return [importName.name as string];
          if (importName.kind === 'Default') return ['default'];
          return membersOf(localName.value, text.slice(0, start) + text.slice(end));
        }),
      ),
      typeOnly: isTypeOnly(start),
      lazy: false,
    }),
  );
  const passedOn = module.staticExports.flatMap(({ start, entries }): Import[] => {
    const [first] = entries.filter(({ moduleRequest }) => moduleRequest !== null);
    if (first === undefined) return [];
    const names = union(entries.map(({ importName: { kind, name } }) => (kind === 'Name' ? [name as string] : 'all')));
    return [{ target: place(first.moduleRequest?.value as string), names, typeOnly: isTypeOnly(start), lazy: false }];
  });
  return {
    path,
    text,
    imports: [...statics, ...passedOn, ...(/\bimport\(/.test(text) ? lazyImports(program, place) : [])],
    exports: module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ exportName: { kind, name }, isType }): Export[] => {
        const own = kind === 'Default' ? 'default' : name;
        return own === null ? [] : [{ name: own, typeOnly: isType }];
      }),
    ),
    named: namedFiles(path, text, all),
  };
}

export function refuseErrors(path: string, [error]: readonly { readonly message: string }[]): void {
  if (error !== undefined) throw new Error(`${path}: ${error.message}`);
}

/** AssemblyScript says `@inline` where TypeScript allows no decorator. */
export function withoutDecorators(text: string): string {
  return text.replace(/^@\w+$/gm, (decorator) => ' '.repeat(decorator.length));
}

/** The file that a specifier means, if it is one of ours; AssemblyScript leaves the extension out. */
export function placeOf(path: string, specifier: string, all: ReadonlyMap<string, unknown>): string {
  if (!specifier.startsWith('.')) return specifier;
  const target = normalize(join(dirname(path), specifier)).replaceAll('\\', '/');
  return !all.has(target) && all.has(`${target}.ts`) ? `${target}.ts` : target;
}

function union(parts: readonly (readonly string[] | 'all')[]): readonly string[] | 'all' {
  return parts.includes('all') ? 'all' : parts.flatMap((part) => part as readonly string[]);
}

/** The members of a namespace that a text uses. */
function membersOf(namespace: string, text: string): readonly string[] | 'all' {
  const uses = [...text.matchAll(new RegExp(`\\b${namespace}\\b(?:\\.(\\w+))?`, 'g'))].map(([, member]) => member);
  return uses.includes(undefined) ? 'all' : (uses as string[]);
}

/** Every `import()`, with the names that are taken from it at once, and every `import('...').Type`. */
function lazyImports(program: unknown, place: (specifier: string) => string): Import[] {
  const found: Import[] = [];
  walkSyntax(program, ({ type, source, qualifier }, above) => {
    const { value } = (source ?? {}) as { readonly value?: unknown };
    if (typeof value !== 'string') return;
    if (type === 'ImportExpression') {
      found.push({ target: place(value), names: namesTaken(above), typeOnly: false, lazy: true });
    }
    if (type === 'TSImportType') {
      const { name } = (qualifier ?? {}) as { readonly name?: string };
      found.push({ target: place(value), names: name === undefined ? 'all' : [name], typeOnly: true, lazy: false });
    }
  });
  return found;
}

/** `const { a } = await import(...)` and `(await import(...)).a` take `a`; all else may take anything. */
function namesTaken([parent, grandparent, third]: readonly Syntax[]): readonly string[] | 'all' {
  if (parent?.type !== 'AwaitExpression') return 'all';
  const user = grandparent?.type === 'ParenthesizedExpression' ? third : grandparent;
  if (user?.type === 'MemberExpression') return [(user.property as { readonly name: string }).name];
  const pattern = user?.id as { readonly type?: string; readonly properties?: readonly Syntax[] } | undefined;
  if (user?.type !== 'VariableDeclarator' || pattern?.type !== 'ObjectPattern') return 'all';
  return union(
    (pattern.properties ?? []).map(({ type, key }) =>
      type === 'Property' ? [(key as { readonly name: string }).name] : 'all',
    ),
  );
}

/** The AssemblyScript that the build compiles to the kernel in this text. */
export function compiledFrom(text: string): string | undefined {
  return /^\/\/ Generated by \S+ from (\S+\.ts); not committed/.exec(text)?.[1];
}

function namedFiles(path: string, text: string, all: ReadonlyMap<string, unknown>): string[] {
  const source = compiledFrom(text);
  if (source !== undefined) return [source];
  return [...text.matchAll(/new URL\(\s*(['`])([^'`]*)\1,\s*import\.meta\.url/g)].flatMap(([, , address = '']) => {
    const [fixed = '', variable] = address.split('${');
    const place = normalize(join(dirname(path), fixed)).replaceAll('\\', '/');
    if (variable === undefined) return all.has(sourceOf(place)) ? [sourceOf(place)] : [];
    // A name that is only known when it runs: any file of that folder.
    return [...all.keys()].filter((file) => place.endsWith('/') && `${dirname(file)}/` === place);
  });
}

/** `a/b.ts` for `a/b.js`, which is compiled from it. */
export function sourceOf(path: string): string {
  return path.replace(/\.js$/, '.ts');
}
