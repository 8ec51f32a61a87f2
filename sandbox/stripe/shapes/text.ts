/** JSON with a line for each member of each member, so that a change shows as few lines. */
export function asText(content: object): string {
  const members = Object.entries(content).map(([name, member]: [string, object]) => {
    const lines = Object.entries(member).map(
      ([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
    );
    return `  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}
