// Loaded into the mock before anything else: reports to the test that started it what a start loads, which files it reads
// and what requests allocate.
const fs = require('node:fs');
const { Session } = require('node:inspector');
const module_ = require('node:module');
const { fileURLToPath } = require('node:url');

const loaded = [];
const esModules = [];
const read = [];
const session = new Session();

module_.registerHooks({
  load(url, context, next) {
    if (url.startsWith('file:')) loaded.push(fileURLToPath(url));
    const module = next(url, context);
    if (module.format === 'module') esModules.push(url);
    return module;
  },
});

for (const [where, names] of [
  [fs, ['openSync', 'readFileSync', 'readdirSync', 'existsSync', 'accessSync', 'open', 'readFile']],
  [fs.promises, ['open', 'readFile', 'readdir', 'opendir', 'access']],
]) {
  for (const name of names) {
    const original = where[name];
    where[name] = (path, ...rest) => {
      if (typeof path !== 'number') read.push(String(path));
      return original(path, ...rest);
    };
  }
}
module_.syncBuiltinESMExports();

const REPLIES = {
  loaded: () => ({ loaded, esModules, read, builtins: process.moduleLoadList }),
  startSampling() {
    session.connect();
    session.post('HeapProfiler.startSampling', {
      samplingInterval: 512,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
  },
  stopSampling() {
    let bytes = 0;
    session.post('HeapProfiler.stopSampling', (_, { profile }) => {
      bytes = sum(profile.head);
    });
    return { bytes };
  },
};

function sum({ selfSize, children }) {
  return children.reduce((total, child) => total + sum(child), selfSize);
}

process.on('message', (question) => process.send(REPLIES[question]() ?? {}));
// The connection to the test keeps nothing running.
process.channel.unref();
