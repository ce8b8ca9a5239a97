/** Quotes text for bash and zsh. */
export function quotePosix(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Quotes text for fish, where a backslash escapes within quotation marks too. */
export function quoteFish(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Quotes text for PowerShell, which takes typographic quotation marks for plain ones. */
export function quotePowershell(text: string): string {
  return `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}
