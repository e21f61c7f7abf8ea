/** Without what is written in one way by one and in another by the next: `mir 9 5p` is found in `hsa-miR-9-5p`. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** Names that hold the text: first those that it is or ends the name of, then those that go on, in the order of the list. */
export function findNames(names: readonly string[], text: string): string[] {
  const wanted = plain(text);
  const rank = (name: string): number => {
    const whole = plain(name);
    const bare = plain(name.replace(/^[a-z]{3}-/, ''));
    if (whole === wanted || bare === wanted) return 0;
    // miR-9 is not the beginning of miR-92a.
    const rest = whole.startsWith(wanted)
      ? whole.slice(wanted.length)
      : bare.startsWith(wanted)
        ? bare.slice(wanted.length)
        : undefined;
    if (rest !== undefined) return /\d$/.test(wanted) && /^\d/.test(rest) && !/^[35]p/.test(rest) ? 2 : 1;
    return whole.includes(wanted) ? 3 : 4;
  };
  return names
    .map((name, at) => [rank(name), at, name] as const)
    .filter(([order]) => order < 4)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([, , name]) => name);
}
