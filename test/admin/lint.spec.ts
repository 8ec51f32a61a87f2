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
    const buttons = ['UpdateButton', 'DeleteButton', 'DeleteWithUndoButton', 'BulkDeleteButton'];
    for (const name of ['Confirm', ...buttons]) {
      expect(await said(`import { ${name} } from 'ra-ui-materialui';\n${name};\n`)).toContain(
        'no-restricted-imports',
      );
    }
    for (const mode of ['undoable', 'optimistic']) {
      expect(await said(`export const mode = '${mode}';\n`)).toContain('no-restricted-syntax');
    }
  });

  it('refuse the server’s code, and let a page be written', async () => {
    const taken = "import { parse } from '../domain/credits.js';\nparse;\n";
    expect(await said(taken)).toContain('no-restricted-imports');
    expect(await said("import { ListBase } from 'ra-core';\nListBase;\n")).toEqual([]);
  });
});
