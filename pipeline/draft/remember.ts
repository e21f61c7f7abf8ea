/** Gives what was made before of the same files and settings, or makes it: a form is filled in step by step. */
export type Remember = <T>(kind: string, key: unknown, make: () => Promise<T>) => Promise<T>;

/** For who asks once. */
export const makeAnew: Remember = (_kind, _key, make) => make();

/** Keeps the last of each kind until it is told to forget, so that no two count tables are held. */
export function rememberLast(): { readonly remember: Remember; forget(): void } {
  const last = new Map<string, { readonly key: string; readonly made: Promise<unknown> }>();
  return {
    remember: <T>(kind: string, key: unknown, make: () => Promise<T>): Promise<T> => {
      const text = JSON.stringify(key);
      const before = last.get(kind);
      if (before?.key === text) return before.made as Promise<T>;
      const made = make();
      last.set(kind, { key: text, made });
      return made;
    },
    forget: () => last.clear(),
  };
}
