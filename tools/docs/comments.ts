/** Reads doc comments of source files. */
import ts from 'typescript';

/**
 * Extracts a file's description: the comment at its top, else that of the export it is named after,
 * else that of its first exported function or class. Empty if there is none.
 */
export function fileComment(path: string, text: string): string {
  const top = /^(?:#!.*\n)?\s*\/\*\*([\s\S]*?)\*\/\s*\n(?:import\b|\n)/.exec(text)?.[1];
  if (top !== undefined) return oneLine(top.replace(/^\s*\*/gm, ''));
  const lineComment = /^(?:\/\/ (.*)\n)+(?:import\b|\n)/.exec(text)?.[0];
  if (lineComment !== undefined) return oneLine(lineComment.replace(/^\/\/|import$/gm, ''));
  const documented = parse(path, text).statements.flatMap((statement) => {
    const comment = docOf(statement);
    return comment === '' ? [] : [{ comment, rank: rankOf(statement, path) }];
  });
  const [best] = documented.sort((a, b) => b.rank - a.rank);
  return best?.comment ?? '';
}

/** How likely it is that a file is there for the sake of this statement. */
function rankOf(statement: ts.Statement, path: string): number {
  const name = nameOf(statement);
  const file = letters(path.replace(/^.*\//, '').replace(/\.\w+$/, ''));
  if (letters(name) === file) return 6;
  const isExported =
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const isConstant = /^[A-Z0-9_]+$/.test(name);
  if (!isExported || isConstant) return isExported ? 1 : 0;
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  const isNamedAfter = file.length > 3 && letters(name).includes(file);
  return (isType ? 2 : 3) + (isNamedAfter ? 2 : 0);
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations[0]?.name.getText() ?? '';
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return named ? (statement.name?.text ?? '') : '';
}

const letters = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** The comment's first sentence, without what follows it. */
export function firstSentence(comment: string): string {
  const [sentence = ''] = comment.split(/(?<=[.!?])\s+(?=[A-Z`'"{[(0-9])/, 1);
  return sentence;
}

/** What the comments say about an event and its own fields. */
export interface EventComments {
  readonly description: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** The doc comments of every `const X = defineEvent('X', { … })` in a file, by event type. */
export function eventComments(path: string, text: string): Map<string, EventComments> {
  const found = new Map<string, EventComments>();
  for (const statement of parse(path, text).statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { initializer } of statement.declarationList.declarations) {
      if (!initializer || !ts.isCallExpression(initializer)) continue;
      const [type, shape] = initializer.arguments;
      if (initializer.expression.getText() !== 'defineEvent' || !type || !shape) continue;
      if (!ts.isStringLiteral(type)) continue;
      found.set(type.text, { description: docOf(statement), fields: fieldComments(shape) });
    }
  }
  return found;
}

function fieldComments(shape: ts.Expression): Map<string, string> {
  const fields = new Map<string, string>();
  if (!ts.isObjectLiteralExpression(shape)) return fields;
  for (const property of shape.properties) {
    const comment = docOf(property);
    if (property.name && comment !== '') fields.set(property.name.getText(), comment);
  }
  return fields;
}

const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);

function docOf(node: ts.Node): string {
  const first = ts.getJSDocCommentsAndTags(node).find((doc) => ts.isJSDoc(doc));
  return first ? oneLine(ts.getTextOfJSDocComment(first.comment) ?? '') : '';
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
