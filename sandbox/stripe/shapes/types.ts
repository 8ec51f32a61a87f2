import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Declared } from './accepted.js';

const { TypeFlags, SymbolFlags } = ts;
const has = (type: ts.Type, flags: ts.TypeFlags): boolean => (type.flags & flags) !== 0;

/** A property of an interface. */
export interface Property {
  readonly name: string;
  readonly type: ts.Type;
  readonly optional: boolean;
}

/** The types of the installed `stripe` package. */
export class StripeTypes {
  private readonly folder = join(
    dirname(createRequire(import.meta.url).resolve('stripe')),
    'resources',
  );
  private readonly program: ts.Program;
  readonly checker: ts.TypeChecker;

  constructor(files: readonly string[]) {
    const roots = [...new Set([...files, 'Events'])].map((file) => this.path(file));
    this.program = ts.createProgram(roots, { strict: true, skipLibCheck: true, types: [] });
    this.checker = this.program.getTypeChecker();
  }

  /** The type with this name, which may be inside a namespace. Throws if there is none. */
  declared([file, name]: Declared): ts.Type {
    const source = this.program.getSourceFile(this.path(file));
    const module = source && this.checker.getSymbolAtLocation(source);
    let exported = module && this.checker.getExportsOfModule(module);
    let symbol: ts.Symbol | undefined;
    for (const part of name.split('.')) {
      symbol = exported?.find((candidate) => candidate.name === part);
      exported = symbol && this.checker.getExportsOfModule(symbol);
    }
    if (!symbol) throw new Error(`stripe declares no ${name} in ${file}`);
    return this.checker.getDeclaredTypeOfSymbol(symbol);
  }

  /** The properties of an interface, but for those of type `void`: they are never there. */
  propertiesOf(type: ts.Type): Property[] {
    return this.checker.getPropertiesOfType(type).flatMap((symbol) => {
      const declared = this.checker.getTypeOfSymbol(symbol);
      const parts = this.partsOf(declared);
      if (parts.every((part) => has(part, TypeFlags.VoidLike))) return [];
      const optional = (symbol.flags & SymbolFlags.Optional) !== 0;
      return [{ name: symbol.name, type: declared, optional }];
    });
  }

  /**
   * Members of a union without `undefined`. `OtherString` opens every enum for values of later
   * versions; here an enum is what this version knows.
   */
  partsOf(type: ts.Type): readonly ts.Type[] {
    const parts = type.isUnion() ? type.types : [type];
    return parts.filter(
      (part) => !has(part, TypeFlags.Undefined) && !(part.isIntersection() && isOther(part)),
    );
  }

  /** A name that is unique in the package: the file, the namespaces, the interface. */
  nameOf(type: ts.Type): string | undefined {
    const declaration = type.symbol?.declarations?.[0];
    if (!declaration || !ts.isInterfaceDeclaration(declaration)) return undefined;
    const names: string[] = [declaration.name.text];
    for (let node: ts.Node = declaration.parent; node; node = node.parent) {
      if (ts.isModuleDeclaration(node)) names.unshift(node.name.text);
    }
    const file = declaration.getSourceFile().fileName.split('/resources/')[1] ?? 'shared';
    return [file.replace(/\.d\.ts$/, '').replace('/', '.'), ...names].join('.');
  }

  /** The `object` of one of Stripe's objects. */
  objectOf(type: ts.Type): string | undefined {
    const symbol = type.getProperty('object');
    const literal = symbol && this.checker.getTypeOfSymbol(symbol);
    return literal?.isStringLiteral() ? literal.value : undefined;
  }

  /** Items of an `Array<T>`. */
  itemsOf(type: ts.Type): ts.Type | undefined {
    if (!this.checker.isArrayType(type) || !isReference(type)) return undefined;
    return this.checker.getTypeArguments(type)[0];
  }

  /** What `[name: string]: T` holds. */
  valuesOf = (type: ts.Type): ts.Type | undefined => type.getStringIndexType();

  private path = (file: string): string => join(this.folder, `${file}.d.ts`);
}

/** The type is generic, and its arguments are known. */
export const isReference = (type: ts.Type): type is ts.TypeReference => 'target' in type;

/** `string & Record<never, never>`. */
const isOther = (type: ts.IntersectionType): boolean =>
  type.types.some((part) => has(part, TypeFlags.String));

/** The SDK's decimal numbers: text on the wire. */
export const isDecimal = (type: ts.Type): boolean => type.aliasSymbol?.name === 'Decimal';

/** What a type is when it is no interface, array or union. */
export function scalarOf(type: ts.Type): 'string' | 'number' | 'boolean' | 'null' | undefined {
  if (isDecimal(type) || has(type, TypeFlags.String)) return 'string';
  if (has(type, TypeFlags.Number)) return 'number';
  if (has(type, TypeFlags.BooleanLike)) return 'boolean';
  return has(type, TypeFlags.Null) ? 'null' : undefined;
}
