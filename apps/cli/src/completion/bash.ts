import type { CliDocs, FlagDocs } from '../help/docs.ts';
import type { Place } from './places.ts';
import { completionPlaces, flagForms, functionName, MAKE_AGAIN } from './places.ts';
import { quotePosix } from './quote.ts';

/** Writes the completion script for bash, 3.2 of macOS included. */
export function bashScript(cli: CliDocs, names: readonly string[]): string {
  const places = completionPlaces(cli);
  const fn = functionName(cli.bin);
  return `# Completion for ${cli.bin} in bash. The script holds all it needs and runs no program.
${MAKE_AGAIN}
#
# In this shell:   eval "$(${cli.bin} completion bash)"
# In every shell:  ${cli.bin} completion bash > FILE, and in ~/.bashrc: source FILE
#                  With the package bash-completion no line in ~/.bashrc is needed if FILE is
#                  ~/.local/share/bash-completion/completions/${cli.bin}

# Follows a word to the command it names: changes place.
${fn}_enter() {
  case "$place $1" in
    ' help') ;;
${places.flatMap(enterArms).join('\n')}
  esac
}

# Looks at a flag: sets kind to any, file or words where it needs a value, and to switch or unknown.
${fn}_flag() {
  choices=()
  case "$place:$1" in
${flagArms(places, cli).join('\n')}
    *) kind=unknown ;;
  esac
}

# Looks around: sets the words and the flags that can be typed here, and kind for an argument.
${fn}_around() {
  kind=words
  case "$place" in
${places.flatMap(aroundArms).join('\n')}
  esac
}

${fn}() {
  local IFS=$' \\t\\n' line=$COMP_LINE place='' pending='' prefix='' kind='' count=0
  local typed choices flags index word current
  typed=() choices=() flags=() COMPREPLY=()

  # Bash also splits at "=" and ":"; what touches belongs together.
  for ((index = 0; index <= COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    if ((index > 0)) && [[ $line != [[:space:]]* ]]; then
      typed[count - 1]+=$word
    else
      typed[count++]=$word
    fi
    line=\${line#"\${line%%[![:space:]]*}"}
    line=\${line#"$word"}
  done
  current=\${typed[count - 1]}

  for ((index = 1; index < count - 1; index++)); do
    word=\${typed[index]}
    if [[ -n $pending ]]; then
      pending=''
      continue
    fi
    case $word in
      --) return ;;
      -*=*) ;;
      -?*)
        ${fn}_flag "$word"
        case $kind in any | file | words) pending=$word ;; esac
        ;;
      *) ${fn}_enter "$word" ;;
    esac
  done

  if [[ -n $pending ]]; then
    ${fn}_flag "$pending"
  elif [[ $current == --*=* ]]; then
    ${fn}_flag "\${current%%=*}"
    [[ $kind == switch ]] && choices=(true false)
    [[ $COMP_WORDBREAKS == *=* ]] || prefix=\${current%%=*}=
    current=\${current#*=}
  else
    ${fn}_around
    [[ $current == -* ]] && kind=words choices=("\${flags[@]}")
  fi

  if [[ $kind == file ]]; then
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
      COMPREPLY+=("$prefix$word")
    done < <(compgen -f -- "$current")
    return
  fi
  for word in "\${choices[@]}"; do
    [[ $word == "$current"* ]] && COMPREPLY+=("$prefix$word")
  done
}

complete -F ${fn} ${names.map(quotePosix).join(' ')}
`;
}

function enterArms({ path, spellings }: Place): readonly string[] {
  if (path.length === 0) return [];
  const patterns = spellings.map((words) =>
    quotePosix(`${words.slice(0, -1).join(' ')} ${words.at(-1)}`),
  );
  return [`    ${patterns.join(' | ')}) place=${quotePosix(path.join(' '))} ;;`];
}

/** Flags of single places first: there they count more than the root's, which hold everywhere. */
function flagArms(places: readonly Place[], cli: CliDocs): readonly string[] {
  const own = places.flatMap(({ path, ownFlags }) =>
    ownFlags.map((flag) => flagArm(flag, (form) => quotePosix(`${path.join(' ')}:${form}`))),
  );
  return [
    ...own,
    ...cli.flags.map((flag) => flagArm(flag, (form) => `*${quotePosix(`:${form}`)}`)),
  ];
}

function flagArm(flag: FlagDocs, pattern: (form: string) => string): string {
  const kind = `kind=${kindOf(flag)}`;
  const choices = flag.choices === undefined ? '' : ` choices=${array(flag.choices)}`;
  return `    ${flagForms(flag).map(pattern).join(' | ')}) ${kind}${choices} ;;`;
}

function kindOf({ type, choices, completes }: FlagDocs): string {
  if (type === 'boolean') return 'switch';
  return choices === undefined ? (completes ?? 'any') : 'words';
}

function aroundArms({ path, next, flags, argument }: Place): readonly string[] {
  const words = [...next.map(([word]) => word), ...(argument?.choices ?? [])];
  return [
    `    ${quotePosix(path.join(' '))})`,
    ...(argument?.completes === undefined ? [] : [`      kind=${argument.completes}`]),
    `      choices=${array(words)}`,
    `      flags=${array(flags.flatMap(flagForms))}`,
    '      ;;',
  ];
}

function array(words: readonly string[]): string {
  return `(${words.map(quotePosix).join(' ')})`;
}
