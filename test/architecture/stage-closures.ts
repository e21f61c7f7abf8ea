import { createHash } from 'node:crypto';
import { minifySync, parseSync, transformSync } from 'rolldown/experimental';
import {
  compiledFrom,
  placeOf,
  refuseErrors,
  type SourceFile,
  type SourceGraph,
  withoutDecorators,
} from './source-graph.ts';
import { walkSyntax } from './walk-syntax.ts';

/** What the bytes that a stage writes follow from, beside its inputs. */
export interface StageClosure {
  readonly version: number;
  /** sha256 of the stage's file and of all that it runs. */
  readonly closure: string;
}

export interface LocatedClosure extends StageClosure {
  /** The file of the stage. */
  readonly file: string;
}

/**
 * The closures of all stages among the files, by their ids.
 *
 * A closure is the hash of a file's program in which each import stands for the hash of what is imported, down to the
 * versions of third-party libraries. Comments, layout, types and the names and places of files leave it as it is.
 */
export function stageClosures(
  files: SourceGraph,
  libraries: ReadonlyMap<string, string>,
): ReadonlyMap<string, LocatedClosure> {
  const hash = programHasher(files, libraries);
  const stages = [...files.values()].flatMap((file) => stagesIn(file));
  return new Map(stages.map(({ id, version, file }) => [id, { version, closure: hash(file), file }]));
}

/** The objects with all that makes a stage. */
function stagesIn({
  path,
  text,
}: SourceFile): { readonly id: string; readonly version: number; readonly file: string }[] {
  if (!/\bselectParams\b/.test(text)) return [];
  const stages: { id: string; version: number; file: string }[] = [];
  walkSyntax(parseSync(path, withoutDecorators(text)).program, ({ type, properties }) => {
    if (type !== 'ObjectExpression') return;
    const parts = new Map(
      (
        properties as { readonly key?: { readonly name?: string }; readonly value?: { readonly value?: unknown } }[]
      ).map(({ key, value }) => [key?.name, value?.value]),
    );
    const id = parts.get('id');
    const version = parts.get('version');
    if (typeof id === 'string' && typeof version === 'number' && parts.has('run'))
      stages.push({ id, version, file: path });
  });
  return stages;
}

/** `typescript` runs without its types; in AssemblyScript types say what is computed. */
type Language = 'typescript' | 'assemblyscript';

function programHasher(files: SourceGraph, libraries: ReadonlyMap<string, string>): (path: string) => string {
  const known = new Map<string, string | undefined>();

  function hashOf(path: string, language: Language): string {
    const key = `${language} ${path}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.has(key)) throw new Error(`${path} imports itself by way of others`);
    known.set(key, undefined);
    const file = files.get(path);
    if (file === undefined) throw new Error(`${path} is missing; if the build makes it, run \`npm run build\``);
    const kernel = compiledFrom(file.text);
    const hash = kernel === undefined ? sha256(describe(file, language)) : hashOf(kernel, 'assemblyscript');
    known.set(key, hash);
    return hash;
  }

  /** The program with its imports in an order of their own, and with hashes and versions in place of their names. */
  function describe({ path, text, named }: SourceFile, language: Language): string {
    const program = language === 'typescript' ? printProgram(path, text) : text;
    const { module, comments, errors } = parseSync(`${path}.ts`, withoutDecorators(program));
    refuseErrors(path, errors);
    const meaningOf = (specifier: string): string =>
      specifier.startsWith('.') ? hashOf(placeOf(path, specifier, files), language) : versioned(specifier);
    const imports = module.staticImports.map(
      ({ start, moduleRequest }) => program.slice(start, moduleRequest.start) + meaningOf(moduleRequest.value),
    );
    const passedOn = module.staticExports.flatMap(({ entries }) => entries[0]?.moduleRequest ?? []);
    const lazy = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const [, value] = /^(["'`])(.*)\1$/.exec(program.slice(start, end))?.slice(1) ?? [];
      return value === undefined ? [] : [{ start, end, value }];
    });
    const outside = ({ start }: { readonly start: number }): boolean =>
      !module.staticImports.some((one) => one.start < start && start < one.end);
    const replaced = [
      ...[...comments.filter(outside), ...module.staticImports].map(({ start, end }) => ({ start, end, by: '' })),
      ...[...passedOn, ...lazy].map(({ start, end, value }) => ({ start, end, by: meaningOf(value) })),
    ];
    const body = replaced
      .sort((a, b) => b.start - a.start)
      .reduce((rest, { start, end, by }) => rest.slice(0, start) + by + rest.slice(end), program);
    const started = named.map((file) => hashOf(file, language));
    const read = [...libraries.keys()].filter((name) =>
      ['"', "'", '`'].some((quote) => body.includes(`${quote}${name}/`)),
    );
    return [
      ...imports.sort(),
      ...started.sort(),
      ...read.map(versioned),
      named.length === 0 ? body : body.replace(/(new URL\()(["'`])[^"'`]*\2/g, '$1'),
    ]
      .map((part) => (language === 'typescript' ? part : withoutLayout(part)))
      .join('\n');
  }

  function versioned(specifier: string): string {
    const version = libraries.get(specifier.split('/')[0]!);
    return version === undefined ? specifier : `${specifier}@${version}`;
  }

  return (path) => hashOf(path, 'typescript');
}

/** The program as it runs, always printed alike: without types, comments and layout. */
function printProgram(path: string, text: string): string {
  const { code, errors } = transformSync(path, text, { typescript: { onlyRemoveTypeImports: true }, tsconfig: false });
  refuseErrors(path, errors);
  const codegen = { removeWhitespace: true, legalComments: 'none' } as const;
  return minifySync(`${path}.js`, code, { module: true, compress: false, mangle: false, codegen }).code;
}

/** AssemblyScript is not printed, as its types would be lost; no text of it holds spaces that count. */
function withoutLayout(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/ ?([^\w ]) ?/g, '$1');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
