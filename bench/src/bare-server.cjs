// The baseline: node:http and a map of answers, the same bytes as the mock sends, and nothing else.
const { createServer } = require('node:http');
const { readFileSync } = require('node:fs');

const [port, file] = process.argv.slice(2);
const answers = new Map(JSON.parse(readFileSync(file, 'utf8')));

createServer((request, response) => {
  const { status, headers, body } = answers.get(`${request.method} ${request.url}`);
  response.writeHead(status, headers);
  response.end(body);
}).listen(Number(port), '127.0.0.1');
