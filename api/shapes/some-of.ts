import { z } from 'zod';

/** A filter by one or more comma-separated words. */
export function someOf<Word extends z.ZodEnum>(word: Word, maxChars: number, example: string) {
  const words = word.options;
  const any = `(?:${words.join('|')})`;
  return z
    .string()
    .max(maxChars)
    .transform((text, ctx) => {
      const some = z.array(word).safeParse(text.split(','));
      if (some.success) return some.data;
      const message = `expected some of ${words.join(', ')}, separated by commas`;
      ctx.issues.push({ code: 'custom', input: text, message });
      return z.NEVER;
    })
    .meta({
      description: `Some of ${words.join(', ')}, separated by commas.`,
      pattern: `^${any}(?:,${any})*$`,
      examples: [example],
    });
}
