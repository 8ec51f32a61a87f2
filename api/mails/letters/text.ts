/** A letter as plain text. */
import type { Addressed, Block } from './letter.js';

/** Lines end with LF; SMTP makes CRLF of it. */
export function textOf({ greeting, blocks, sender, footer }: Addressed): string {
  const parts = [
    ...(greeting === null ? [] : [oneLine(greeting)]),
    ...blocks.map(blockText),
    oneLine(sender),
    `-- \n${oneLine(footer)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function blockText(block: Block): string {
  if ('paragraph' in block) return oneLine(block.paragraph);
  if ('link' in block) return `${oneLine(block.says)}:\n${block.link}`;
  return block.facts.map(({ label, value }) => oneLine(`${label}: ${value}`)).join('\n');
}

/** What somebody chose as a name cannot begin lines of its own. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
