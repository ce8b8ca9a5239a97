import { mkdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ExtractorMessage } from '@microsoft/api-extractor';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { findModules, readManifest, report } from './workspace.ts';

const folder = process.cwd();
const update = process.argv.includes('--update');
const manifest = readManifest(folder);
const problems: string[] = [];

const AS_ERROR = { logLevel: ExtractorLogLevel.Error, addToApiReportFile: false };
const SILENT = { logLevel: ExtractorLogLevel.None, addToApiReportFile: false };

for (const [subpath, { types }] of findModules(manifest)) extract(subpath, types);
report(problems);

function extract(subpath: string, types: string): void {
  const name = join(manifest.name.replace(/^@.*\//, ''), subpath).replaceAll(/[\\/]/g, '-');
  const reportFolder = join(folder, 'etc');
  mkdirSync(reportFolder, { recursive: true });

  const config = ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: join(folder, types),
      compiler: { tsconfigFilePath: join(folder, 'tsconfig.build.json') },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder,
        reportTempFolder: join(folder, 'reports/api'),
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: AS_ERROR },
        extractorMessageReporting: {
          default: AS_ERROR,
          'ae-undocumented': AS_ERROR,
          // What a second entry point needs from the package, its main one exports.
          'ae-forgotten-export': subpath === '.' ? AS_ERROR : SILENT,
          'ae-unresolved-link': SILENT,
        },
        tsdocMessageReporting: { default: AS_ERROR },
      },
    },
  });

  const { apiReportChanged } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback: collect,
  });
  if (apiReportChanged && !update) {
    problems.push(`etc/${name}.api.md is not the public API: run "npm run api" and review it`);
  }
}

function collect(message: ExtractorMessage): void {
  // The tool prints messages that are not handled here.
  message.handled = true;
  if (message.logLevel !== ExtractorLogLevel.Error) return;
  const { messageId, sourceFilePath: file, sourceFileLine: line, text } = message;
  if (messageId === 'ae-undocumented' && isOverride(file, line)) return;
  problems.push(file === undefined ? text : `${relative(folder, file)}:${line}: ${text}`);
}

/** An overriding member means what the one that it overrides is documented to mean. */
function isOverride(file: string | undefined, line: number | undefined): boolean {
  if (file === undefined || line === undefined) return false;
  const source = readFileSync(file, 'utf8').split('\n')[line - 1] ?? '';
  return /^\s*(?:static )?override /.test(source);
}
