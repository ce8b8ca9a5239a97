import type { CliDocs, FlagDocs, ValueDocs } from '../help/docs.ts';
import type { Place } from './places.ts';
import { completionPlaces, flagForms, functionName, MAKE_AGAIN } from './places.ts';
import { quoteFish } from './quote.ts';

/** Writes the completion script for fish. */
export function fishScript(cli: CliDocs, names: readonly string[]): string {
  const places = completionPlaces(cli);
  const fn = `_${functionName(cli.bin)}_place`;
  return `# Completion for ${cli.bin} in fish. The script holds all it needs and runs no program.
${MAKE_AGAIN}
#
# In this shell:   ${cli.bin} completion fish | source
# In every shell:  ${cli.bin} completion fish > ~/.config/fish/completions/${cli.bin}.fish

# Whether the words that were typed lead to the place that is given.
function ${fn}
    set -l place
    set -l pending 0
    for word in (commandline -opc)[2..-1]
        if test $pending = 1
            set pending 0
            continue
        end
        switch "$place:$word"
            case '*:--'
                return 1
            case '*:-*=*'
                continue
${places.flatMap((place) => valueArm(place.path, place.ownFlags)).join('\n')}
${valueArm(undefined, cli.flags).join('\n')}
            case ':help'
                continue
${places.flatMap(enterArm).join('\n')}
        end
    end
    test "$place" = "$argv[1]"
end

for name in ${names.map(quoteFish).join(' ')}
    complete -c $name -e
    complete -c $name -f
${places.flatMap((place) => placeLines(place, fn)).join('\n')}
end
`;
}

/** Switches are named too: the root may have the same letter for a flag that needs a value. */
function valueArm(path: readonly string[] | undefined, flags: readonly FlagDocs[]): string[] {
  const place = path === undefined ? '*' : path.join(' ');
  const arm = (some: readonly FlagDocs[], action: string): string[] =>
    some.length === 0
      ? []
      : [
          `            case ${some
            .flatMap(flagForms)
            .map((form) => quoteFish(`${place}:${form}`))
            .join(' ')}`,
          `                ${action}`,
        ];
  return [
    ...arm(
      flags.filter(({ type }) => type !== 'boolean'),
      'set pending 1',
    ),
    ...arm(
      flags.filter(({ type }) => type === 'boolean'),
      'continue',
    ),
  ];
}

function enterArm({ path, spellings }: Place): readonly string[] {
  if (path.length === 0) return [];
  const patterns = spellings.map((words) =>
    quoteFish(`${words.slice(0, -1).join(' ')}:${words.at(-1)}`),
  );
  return [
    `            case ${patterns.join(' ')}`,
    `                set place ${quoteFish(path.join(' '))}`,
  ];
}

function placeLines({ path, next, flags, argument }: Place, fn: string): readonly string[] {
  const head = `    complete -c $name -n ${quoteFish(`${fn} ${quoteFish(path.join(' '))}`)}`;
  return [
    ...next.map(([word, summary]) => `${head} -a ${quoteFish(word)} -d ${quoteFish(summary)}`),
    ...(argument === undefined ? [] : [`${head}${values(argument)}`]),
    ...flags.map((flag) => `${head}${flagOptions(flag)}`),
  ];
}

function flagOptions(flag: FlagDocs): string {
  const { name, char, type, description, completes } = flag;
  const short = char === undefined ? '' : ` -s ${quoteFish(char)}`;
  const needsValue = completes === undefined ? ' -x' : ' -r';
  // What a switch is offered stands behind "=" alone.
  const value = type === 'boolean' ? " -a 'true false'" : `${needsValue}${values(flag)}`;
  return `${short} -l ${quoteFish(name)}${value} -d ${quoteFish(description)}`;
}

function values({ choices, completes }: ValueDocs): string {
  if (choices !== undefined) return ` -a ${quoteFish(choices.join(' '))}`;
  return completes === 'file' ? ' -F' : '';
}
