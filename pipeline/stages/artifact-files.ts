import { readFile, writeFile } from 'node:fs/promises';
import type { JsonCodec } from '../../src/artifacts/json-codec.ts';
import type { TableCodec } from '../../src/artifacts/table-codec.ts';
import type { ColumnSpecs } from '../../src/artifacts/table-spec.ts';
import { writeTable } from '../files/write-table.ts';

interface Outputs<Out extends string> {
  output(name: Out): string;
}

/** Writes a table for users and, under the output that `withTwin` has declared, for the stages that read it. */
export async function writeArtifact<Name extends string, Specs extends ColumnSpecs, Values>(
  { output }: Outputs<Name | `${Name}Typed`>,
  name: Name,
  codec: TableCodec<Specs, Values>,
  values: Values,
): Promise<void> {
  await writeTable(output(name), codec.toColumns(values));
  await writeFile(output(`${name}Typed`), codec.formatTyped(values));
}

/** Reads a table in either form. */
export async function readArtifact<Specs extends ColumnSpecs, Values>(
  file: string,
  codec: TableCodec<Specs, Values>,
): Promise<Values> {
  return codec.read(await readFile(file), file);
}

/** Reads a table that a study may not have. */
export async function readOptional<Specs extends ColumnSpecs, Values>(
  file: string | undefined,
  codec: TableCodec<Specs, Values>,
): Promise<Values | undefined> {
  return file === undefined ? undefined : readArtifact(file, codec);
}

export async function writeJsonArtifact<Value>(file: string, codec: JsonCodec<Value>, value: Value): Promise<void> {
  await writeFile(file, codec.format(value));
}

export async function readJsonArtifact<Value>(file: string, codec: JsonCodec<Value>): Promise<Value> {
  return codec.parse(await readFile(file), file);
}
