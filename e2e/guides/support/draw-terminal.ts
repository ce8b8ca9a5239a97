/** A command with what it printed. */
export interface Step {
  readonly command: string;
  readonly output: string;
}

interface Colours {
  readonly back: string;
  readonly bar: string;
  readonly edge: string;
  readonly text: string;
  readonly dim: string;
  readonly prompt: string;
}

const COLOURS: Readonly<Record<'light' | 'dark', Colours>> = {
  light: {
    back: '#ffffff',
    bar: '#f1f2f4',
    edge: '#c9cdd3',
    text: '#1f2328',
    dim: '#57606a',
    prompt: '#1a7f37',
  },
  dark: {
    back: '#161b22',
    bar: '#21262d',
    edge: '#3d444d',
    text: '#f0f6fc',
    dim: '#9ba5b0',
    prompt: '#56d364',
  },
};

const WIDTH = 860;
const LINE = 22;
const BAR = 34;
const LEFT = 20;

/** A picture of a terminal, as SVG. */
export function drawTerminal(steps: readonly Step[], appearance: 'light' | 'dark'): string {
  const { back, bar, edge, text, dim, prompt } = COLOURS[appearance];
  const lines = steps.flatMap(({ command, output }) => [
    ...command.split('\n').map((line, index) => {
      const sign = index === 0 ? `<tspan fill="${prompt}">$ </tspan>` : '';
      return `${sign}<tspan fill="${text}">${escapeText(line)}</tspan>`;
    }),
    ...output
      .split('\n')
      .filter(Boolean)
      .map((line) => `<tspan fill="${dim}">${escapeText(line)}</tspan>`),
    '',
  ]);
  const shown = lines.slice(0, -1);
  const height = BAR + LINE * (shown.length + 1);
  const dots = [0, 1, 2].map(
    (n) => `<circle cx="${LEFT + n * 18}" cy="17" r="5.5" fill="${edge}"/>`,
  );
  const rows = shown.map(
    (line, index) =>
      `<text x="${LEFT}" y="${BAR + LINE * (index + 1)}" xml:space="preserve">${line}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">
<title>A terminal with ec2-metadata-mock</title>
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="9" fill="${back}" stroke="${edge}"/>
<path d="M1 ${BAR}V10a9 9 0 0 1 9-9H${WIDTH - 10}a9 9 0 0 1 9 9V${BAR}Z" fill="${bar}"/>
${dots.join('')}
${rows.join('\n')}
</svg>
`;
}

function escapeText(text: string): string {
  return text
    .replace(/\t/g, '    ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
