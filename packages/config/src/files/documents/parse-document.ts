import type { Parsed } from './document.ts';
import { DocumentError } from './document.ts';
import { parseJson } from './json.ts';

/** Parses a text by the extension of its file or, if that is of no format, by its content. */
export async function parseDocument(text: string, extension: string): Promise<Parsed> {
  switch (extension.toLowerCase()) {
    case '.json':
      return parseJson(text);
    case '.yaml':
    case '.yml':
      return parseYamlText(text);
    case '.toml':
      return parseTomlText(text);
    default:
      return parseByContent(text);
  }
}

// Each parser is loaded when a file needs it: a start without a file loads none.
async function parseYamlText(text: string): Promise<Parsed> {
  const { parseYaml } = await import('./yaml.ts');
  return parseYaml(text);
}

async function parseTomlText(text: string): Promise<Parsed> {
  const { parseToml } = await import('./toml.ts');
  return parseToml(text);
}

/** YAML comes last, since nearly any text is valid YAML. */
async function parseByContent(text: string): Promise<Parsed> {
  if (text.trimStart().startsWith('{')) return parseJson(text);
  for (const parse of [parseTomlText, parseYamlText]) {
    try {
      const parsed = await parse(text);
      if (typeof parsed.value === 'object') return parsed;
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
    }
  }
  throw new DocumentError(
    'this is neither JSON nor YAML nor TOML; name it .json, .yaml, .yml or .toml to learn why',
  );
}
