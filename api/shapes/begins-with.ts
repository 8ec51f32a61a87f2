/**
 * SQL condition that `text` begins with `start`, served by an index with `text_pattern_ops`.
 * U+10FFFF is the last character.
 */
export const beginsWith = (text: string, start: string): string =>
  `${text} ~>=~ ${start} AND ${text} ~<~ (${start} || chr(1114111))`;
