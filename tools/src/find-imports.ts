import { parseSync, Visitor } from 'oxc-parser';

/** The specifiers that a file imports: values and types, static and dynamic, and what CommonJS requires. */
export function findImports(file: string, source: string): string[] {
  const found: string[] = [];
  const add = (node: { source: unknown }) => {
    const { source } = node;
    if (isStringLiteral(source)) found.push(source.value);
  };

  new Visitor({
    ImportDeclaration: add,
    ExportNamedDeclaration: add,
    ExportAllDeclaration: add,
    ImportExpression: add,
    TSImportType: add,
    CallExpression({ callee, arguments: [source] }) {
      if (callee.type === 'Identifier' && callee.name === 'require') add({ source });
    },
  }).visit(parseSync(file, source).program);

  return found;
}

function isStringLiteral(node: unknown): node is { value: string } {
  return typeof (node as { value?: unknown } | null)?.value === 'string';
}
