import type { CliDocs, FlagDocs, ValueDocs } from '../help/docs.ts';
import type { Place } from './places.ts';
import { completionPlaces, flagForms, functionName, MAKE_AGAIN } from './places.ts';
import { quotePosix } from './quote.ts';

/** Writes the completion script for zsh. */
export function zshScript(cli: CliDocs, names: readonly string[]): string {
  const places = completionPlaces(cli);
  const fn = functionName(cli.bin);
  return `#compdef ${names.join(' ')}
# Completion for ${cli.bin} in zsh. The script holds all it needs and runs no program.
${MAKE_AGAIN}
#
# In this shell:   source <(${cli.bin} completion zsh)
# In every shell:  ${cli.bin} completion zsh > DIR/_${cli.bin}, where DIR is a folder of $fpath,
#                  for instance after "fpath=(~/.zsh/completions $fpath)" before compinit in ~/.zshrc

${places.map((place) => placeFunction(place, places, fn)).join('\n')}
if [[ $funcstack[1] == _${cli.bin} ]]; then
  ${fn} "$@"
else
  compdef ${fn} ${names.map(quotePosix).join(' ')}
fi
`;
}

function placeFunction(place: Place, places: readonly Place[], fn: string): string {
  const specs = [...place.flags.flatMap(flagSpecs), ...argumentSpecs(place)];
  const below = places.filter(({ path }) => isBelow(path, place.path));
  const lines = specs.map((spec) => `    ${spec}`).join(' \\\n');
  if (place.next.length === 0) {
    return `${nameOf(place, fn)}() {\n  _arguments -s -S \\\n${lines}\n}\n`;
  }
  return `${nameOf(place, fn)}() {
  local curcontext=$curcontext state state_descr line
  typeset -A opt_args
  _arguments -s -S -A '-*' -C \\
${lines} && return
  case $state in
    next)
      (( \${words[1,CURRENT-1][(I)--]} )) && return 1
      local -a commands=(
${place.next.map(([word, summary]) => `        ${quotePosix(`${word}:${summary}`)}`).join('\n')}
      )
      _describe -t commands command commands
      ;;
    rest)
      case $words[1] in
${place.path.length === 0 ? `        help) ${fn} ;;\n` : ''}${below.map((one) => `        ${lastWords(one).join(' | ')}) ${nameOf(one, fn)} ;;`).join('\n')}
      esac
      ;;
  esac
}
`;
}

function isBelow(path: readonly string[], above: readonly string[]): boolean {
  return path.length === above.length + 1 && above.every((word, index) => word === path[index]);
}

function lastWords({ spellings }: Place): readonly string[] {
  return spellings.map((words) => quotePosix(words.at(-1) ?? ''));
}

function nameOf({ path }: Place, fn: string): string {
  return [fn, ...path.map((word) => word.replace(/\W/g, '_'))].join('__');
}

function argumentSpecs({ next, argument, variadic }: Place): readonly string[] {
  if (next.length > 0) return [quotePosix('1: :->next'), quotePosix('*:: :->rest')];
  if (argument === undefined) return [];
  return [quotePosix(`${variadic ? '*' : '1'}:${escapeColons(argument.name)}:${action(argument)}`)];
}

/** A flag may be given again, which the star says; the last one counts. */
function flagSpecs(flag: FlagDocs): readonly string[] {
  const about = `[${flag.description.replace(/[[\]\\]/g, '\\$&')}]`;
  return flagForms(flag).map((form) => {
    if (flag.type === 'boolean') {
      // A switch takes a value only behind "=".
      const value = form.startsWith('--') ? `=-${about}::on or off:(true false)` : about;
      return quotePosix(`*${form}${value}`);
    }
    const joint = form.startsWith('--') ? '=' : '+';
    return quotePosix(`*${form}${joint}${about}:${flag.name}:${action(flag)}`);
  });
}

function action({ choices, completes }: ValueDocs): string {
  if (choices !== undefined) return `(${choices.join(' ')})`;
  return completes === 'file' ? '_files' : ' ';
}

function escapeColons(text: string): string {
  return text.replaceAll(':', '\\:');
}
