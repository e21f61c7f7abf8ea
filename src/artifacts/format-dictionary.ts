import type { CataloguedFile, DescribedJson, DescribedTable } from './catalogue.ts';
import type { ColumnKind, ColumnSpec } from './table-spec.ts';

const HEAD = `# Files and their columns

Generated from the descriptions that the program itself writes and reads these files with (\`npm run docs:dictionary\`); do not
edit it. Tables are tab-separated UTF-8 with a header; a missing value is \`NA\`, infinite ones \`Inf\` and \`-Inf\`, and numbers
have as many digits as give back the same double. Words in capitals stand for names of the study.
`;

/** The users' dictionary of files and columns, as Markdown. */
export function formatDictionary(files: readonly CataloguedFile[]): string {
  return [HEAD, ...files.map(formatFile)].join('\n');
}

function formatFile({ file, command, codec }: CataloguedFile): string {
  const lines = [
    `## ${file}`,
    '',
    command === undefined ? codec.title : `${codec.title} Also written by \`${command}\`.`,
    '',
  ];
  return [...lines, ...('specs' in codec ? columnLines(codec) : fieldLines(codec)), ''].join('\n');
}

const kinds: Readonly<Record<ColumnKind, string>> = { text: 'text', number: 'number', integer: 'whole number' };

function columnLines({ specs, more }: DescribedTable): string[] {
  const lines = ['| column | type | meaning | NA | left out when |', '| --- | --- | --- | --- | --- |'];
  const addMore = () => {
    if (more !== undefined) lines.push(columnLine({ name: more.shown, ...more }));
  };
  for (const [key, spec] of Object.entries<ColumnSpec>(specs)) {
    if (key === more?.before) addMore();
    lines.push(columnLine(spec));
  }
  if (more?.before === undefined) addMore();
  return lines;
}

function columnLine({ name, kind, unit, meaning, words, missing = '', absent = '' }: ColumnSpec): string {
  const type = unit === undefined ? kinds[kind] : `${kinds[kind]}, ${unit}`;
  const said = words === undefined ? meaning : `${meaning} (${words.join(', ')})`;
  return row([`\`${name}\``, type, said, missing, absent]);
}

function fieldLines({ fields, isList }: DescribedJson): string[] {
  return [
    ...(isList ? ['A list of:', ''] : []),
    '| key | type | meaning |',
    '| --- | --- | --- |',
    ...Object.entries(fields).map(([key, { kind, meaning }]) => row([`\`${key}\``, kind, meaning])),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
