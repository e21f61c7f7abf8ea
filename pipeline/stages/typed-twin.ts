import type { OutputSpec } from '../engine/stage.ts';

/** An output with the typed twin that later stages read, `sites` with `sitesTyped`. */
export type WithTwin<Name extends string> = Name | `${Name}Typed`;

/** Declares a table for users and its typed twin, which stays in the store. */
export function withTwin<const Name extends string>(
  name: Name,
  spec: OutputSpec,
): Readonly<Record<WithTwin<Name>, OutputSpec>> {
  const { publish, ...kept } = spec;
  const typed = { ...kept, file: spec.file.replace(/\.tsv$/, '.columns') };
  return { [name]: spec, [`${name}Typed`]: typed } as Record<WithTwin<Name>, OutputSpec>;
}
