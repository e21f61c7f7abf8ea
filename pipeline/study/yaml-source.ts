import { readFile } from 'node:fs/promises';
import { isMap, isNode, isScalar, LineCounter, parseDocument, stringify } from 'yaml';
import { Fault } from '../../src/fault.ts';

export interface Place {
  /** The study file, or a flag. */
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A study file as written: its values, and where each stands. */
export interface YamlSource {
  readonly values: { readonly [key: string]: unknown };
  /** The place of the value at a path, of its key where `key` is set, or of the nearest ancestor that exists. */
  placeOf(path: readonly PropertyKey[], options?: { readonly key?: boolean }): Place;
}

/** Reads a YAML file that holds one map; a syntax error is a Fault with its line and column. */
export async function readYaml(file: string): Promise<YamlSource> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const missing = error.code === 'ENOENT';
    throw new Fault({
      code: missing ? 'STUDY_MISSING' : 'STUDY_UNREADABLE',
      message: missing ? 'the study file does not exist' : `the study file cannot be read (${error.code})`,
      file,
      hint: "give the path of a study file, or write one with 'seedrank init'",
    });
  });
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    throw new Fault({
      code: 'STUDY_NOT_YAML',
      message: `the study file is not valid YAML: ${error.message.split('\n')[0]}`,
      ...place(error.pos[0]),
      hint: 'mend the line; an editor that knows YAML shows what is wrong',
    });
  }
  if (!isMap(document.contents)) {
    throw new Fault({
      code: 'STUDY_NOT_A_MAP',
      message: 'the study file holds no keys',
      file,
      expected: 'lines such as `counts: counts.tsv.gz`',
      hint: "write a study file with 'seedrank init'",
    });
  }
  return {
    values: document.toJS() as { readonly [key: string]: unknown },
    placeOf(path, { key = false } = {}) {
      if (key) {
        const parent = document.getIn(path.slice(0, -1), true);
        const pair = isMap(parent)
          ? parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))
          : undefined;
        if (isScalar(pair?.key) && pair.key.range) return place(pair.key.range[0]);
      }
      for (let depth = path.length; depth > 0; depth--) {
        const node: unknown = document.getIn(path.slice(0, depth), true);
        if (isNode(node) && node.range) return place(node.range[0]);
      }
      return { file };
    },
  };
}

/** Values as lines of YAML. */
export function formatYaml(values: { readonly [key: string]: unknown }): string {
  return stringify(values, { flowCollectionPadding: false }).trimEnd();
}
