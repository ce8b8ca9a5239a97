import type { Row } from '../help/columns.ts';
import type { CliDocs, FlagDocs } from '../help/docs.ts';
import type { Place } from './places.ts';
import { brief, completionPlaces, flagForms, MAKE_AGAIN } from './places.ts';
import { quotePowershell } from './quote.ts';

/** Writes the completion script for PowerShell 5 and newer. Where it suggests nothing, PowerShell suggests files. */
export function powershellScript(cli: CliDocs, names: readonly string[]): string {
  return `# Completion for ${cli.bin} in PowerShell. The script holds all it needs and runs no program.
${MAKE_AGAIN}
#
# In this session:   ${cli.bin} completion powershell | Out-String | Invoke-Expression
# In every session:  ${cli.bin} completion powershell > FILE.ps1, and in the file that $PROFILE names: . FILE.ps1

Register-ArgumentCompleter -Native -CommandName ${array(names)} -ScriptBlock {
    param($current, $commandAst, $cursor)

    $rootFlags = ${block(cli.flags.map(brief).map(flagEntry), 4)}
    $places = @(
${completionPlaces(cli).map(placeEntry).join('\n')}
    )

    $typed = $commandAst.CommandElements |
        Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { $_.Extent.Text }
    $place = $places[0]
    $pending = $null
    foreach ($word in $typed) {
        if ($pending) {
            $pending = $null
        } elseif ($word -ceq '--') {
            return
        } elseif ($word.StartsWith('-')) {
            $flag = $place.Flags | Where-Object { $_.Forms -ccontains $word } | Select-Object -First 1
            if ($flag -and -not $flag.Bare) { $pending = $flag }
        } else {
            $path = "$($place.Path) $word".Trim()
            $found = $places |
                Where-Object { $_.Spellings -ccontains $path } |
                Select-Object -First 1
            if ($found) { $place = $found }
        }
    }

    $prefix = ''
    if ($pending) {
        $offers = $pending.Choices | ForEach-Object { @{ Word = $_; About = $_ } }
    } elseif ($current -match '^(--[^=]+)=') {
        $prefix = $Matches[0]
        $form = $Matches[1]
        $flag = $place.Flags | Where-Object { $_.Forms -ccontains $form } | Select-Object -First 1
        $offers = $flag.Choices | ForEach-Object { @{ Word = $_; About = $_ } }
    } elseif ($current.StartsWith('-')) {
        $offers = $place.Flags | ForEach-Object {
            $about = $_.About
            $_.Forms | ForEach-Object { @{ Word = $_; About = $about } }
        }
    } else {
        $offers = $place.Next
    }

    foreach ($offer in $offers) {
        $text = $prefix + $offer.Word
        if ($text.StartsWith($current, [StringComparison]::Ordinal)) {
            [System.Management.Automation.CompletionResult]::new(
                $text, $offer.Word, 'ParameterValue', $offer.About)
        }
    }
}
`;
}

function placeEntry({ path, spellings, next, ownFlags, hasGlobalFlags, argument }: Place): string {
  const words = argument?.choices?.map((choice) => [choice, choice] as const) ?? [];
  return `        @{
            Path = ${quotePowershell(path.join(' '))}
            Spellings = ${array(spellings.map((spelling) => spelling.join(' ')))}
            Next = ${block([...next, ...words].map(offer), 12)}
            Flags = ${block(ownFlags.map(flagEntry), 12)}${hasGlobalFlags ? ' + $rootFlags' : ''}
        }`;
}

function block(entries: readonly string[], indent: number): string {
  if (entries.length === 0) return '@()';
  const margin = ' '.repeat(indent);
  return ['@(', ...entries.map((entry) => `${margin}    ${entry}`), `${margin})`].join('\n');
}

function offer([word, summary]: Row): string {
  return `@{ Word = ${quotePowershell(word)}; About = ${about(summary, word)} }`;
}

function flagEntry(flag: FlagDocs): string {
  const isBare = flag.type === 'boolean';
  const choices = isBare ? ['true', 'false'] : (flag.choices ?? []);
  const fields = [
    `Forms = ${array(flagForms(flag))}`,
    `Bare = $${isBare}`,
    `Choices = ${array(choices)}`,
    `About = ${about(flag.description, flag.name)}`,
  ];
  return `@{ ${fields.join('; ')} }`;
}

/** PowerShell refuses an empty explanation. */
function about(text: string, otherwise: string): string {
  return quotePowershell(text === '' ? otherwise : text);
}

function array(words: readonly string[]): string {
  return `@(${words.map(quotePowershell).join(', ')})`;
}
