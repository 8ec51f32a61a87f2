/**
 * A condition that a text begins with another, which an index with `text_pattern_ops` serves. Both
 * are SQL; U+10FFFF is the last character there is.
 */
export const beginsWith = (text: string, start: string): string =>
  `${text} ~>=~ ${start} AND ${text} ~<~ (${start} || chr(1114111))`;
