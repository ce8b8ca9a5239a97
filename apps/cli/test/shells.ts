import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How to have a shell complete lines in a test as it would at a prompt. */
interface ShellDriver {
  /** Arguments before the script. */
  readonly run: readonly string[];
  /** A script that reads the file `completion`, and prints for each line what is suggested, and {@link NEXT}. */
  script(lines: readonly string[], folder: string): string;
}

/** Ends the suggestions for a line. */
const NEXT = '=NEXT=';

/** Bash splits at these too, beside spaces, and gives the separators as words. */
const BASH_WORDS = /[=:]|[^\s=:]+|(?<=\s)$/g;

const drivers = {
  bash: {
    run: ['--noprofile', '--norc'],
    script: (lines, folder) => `source ${folder}/completion
complete_line() {
  COMP_LINE=$1 COMP_POINT=\${#1}
  shift
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  [[ $(complete -p "$1") =~ \\ -F\\ ([^ ]+) ]] && "\${BASH_REMATCH[1]}"
  printf '%s\\n' "\${COMPREPLY[@]}" ${NEXT}
}
${lines.map((line) => `complete_line ${[line, ...(line.match(BASH_WORDS) ?? [])].map(quote).join(' ')}`).join('\n')}
`,
  },
  fish: {
    run: ['--no-config'],
    script: (lines, folder) => `source ${folder}/completion
for line in ${lines.map(quote).join(' ')}
    complete -C $line | string replace -r '\\t.*' ''
    echo ${NEXT}
end
`,
  },
  // zsh completes only where it can edit a line: in a terminal of its own. What it would show is noted down there.
  zsh: {
    run: ['-f'],
    script: (lines, folder) => `zmodload zsh/zpty
cat > ${folder}/rc <<'RC'
PROMPT=''
autoload -U compinit && compinit -D -u
source ${folder}/completion
compadd() {
  local -a hits
  if [[ -z \${(M)argv[1,(i)(-|--)]:#-*[OAD]} ]]; then
    builtin compadd -A hits "$@"
    print -rl -- $hits >> ${folder}/hits
  fi
  builtin compadd "$@"
}
finish() {
  print -r -- '${NEXT}' >> ${folder}/hits
  BUFFER=''
  print -r -- COMPLETED
}
zle -N finish
bindkey '^G' finish
bindkey '^I' complete-word
print LOADED
RC
zpty shell zsh -f -i
zpty -w shell 'source ${folder}/rc'
zpty -r shell seen '*LOADED*'
for line in ${lines.map(quote).join(' ')}; do
  zpty -w -n shell "$line"$'\\t\\x07'
  zpty -r shell seen '*COMPLETED*'
done
zpty -d shell
cat ${folder}/hits
`,
  },
} satisfies Record<string, ShellDriver>;

/** A shell that completion can be tried in. */
export type DrivenShell = keyof typeof drivers;

/** Whether the machine has a program. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version']).status === 0;
}

/** What a shell suggests for lines, each sorted; what stands before a value in its word is left out. */
export function suggestions(
  shell: DrivenShell,
  completion: string,
  lines: readonly string[],
): Record<string, readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aemm-completion-'));
  try {
    const { run, script }: ShellDriver = drivers[shell];
    writeFileSync(join(folder, 'completion'), completion);
    writeFileSync(join(folder, 'script'), script(lines, folder));
    const { stdout, stderr, status } = spawnSync(shell, [...run, join(folder, 'script')], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, TERM: 'dumb', LC_ALL: 'C' },
      timeout: 60_000,
    });
    if (stderr !== '' || status === null) throw new Error(`${shell}: ${stderr || 'timed out'}`);
    const blocks = stdout.split(`${NEXT}\n`);
    return Object.fromEntries(lines.map((line, index) => [line, wordsOf(blocks[index] ?? '')]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wordsOf(block: string): readonly string[] {
  const words = block.split('\n').filter((word) => word !== '');
  return [...new Set(words.map((word) => word.replace(/^--[^=]+=(?=.)|=$/, '')))].sort();
}

function quote(text: string): string {
  return `'${text}'`;
}
