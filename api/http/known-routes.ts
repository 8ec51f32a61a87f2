/** Index of route patterns: which methods a path has. */
export class KnownRoutes {
  private readonly methodsOf = new Map<string, Set<string>>();

  /** Adds a route. */
  add(url: string, method: string | readonly string[]): void {
    const methods = this.methodsOf.get(url) ?? new Set();
    for (const each of [method].flat()) methods.add(each);
    this.methodsOf.set(url, methods);
  }

  /** Methods of a path in alphabetical order; none if it does not exist. */
  methodsAt(path: string): string[] {
    const asked = path.split('/');
    const found = [...this.methodsOf].flatMap(([url, methods]) =>
      isAt(url.split('/'), asked) ? [...methods] : [],
    );
    return [...new Set(found)].sort();
  }
}

/** Whether a pattern such as `/v1/models/:model_id` or `/demo/*` matches a path. */
function isAt(pattern: readonly string[], path: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '*';
  const fixed = isOpen ? pattern.slice(0, -1) : pattern;
  if (isOpen ? path.length <= fixed.length : path.length !== fixed.length) return false;
  return fixed.every((part, index) =>
    part.startsWith(':') ? path[index] !== '' : part === path[index],
  );
}
