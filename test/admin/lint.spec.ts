import { describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';
import { ROOT } from '../support/sources.js';

/** What the rules say of a file of the console with this text. */
async function said(text: string): Promise<(string | null)[]> {
  const eslint = new ESLint({ cwd: ROOT });
  const [result] = await eslint.lintText(text, { filePath: `${ROOT}admin/main.tsx` });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

describe('the console’s lint rules', () => {
  it('refuse what changes credits before the server has agreed', async () => {
    expect(await said("import { Confirm } from 'ra-ui-materialui';\nConfirm;\n")).toContain(
      'no-restricted-imports',
    );
    expect(await said("export const mode = 'undoable';\n")).toContain('no-restricted-syntax');
  }, 60_000);

  it('refuse the server’s code, and let a page be written', async () => {
    const taken = "import { parse } from '../domain/credits.js';\nparse;\n";
    expect(await said(taken)).toContain('no-restricted-imports');
    expect(await said("import { ListBase } from 'ra-core';\nListBase;\n")).toEqual([]);
  }, 60_000);
});
