import { inspect } from './inspect.ts';
import { readInstance } from './read-instance.ts';

const find = <Element extends HTMLElement>(id: string): Element => {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element as Element;
};

const description = find<HTMLTextAreaElement>('description');
const tree = find('tree');
const problem = find('problem');

function show(): void {
  try {
    const rows = inspect(readInstance(description.value)).flatMap(({ path, body }) => [
      Object.assign(document.createElement('dt'), { textContent: path }),
      Object.assign(document.createElement('dd'), { textContent: body }),
    ]);
    tree.replaceChildren(...rows);
    problem.textContent = '';
  } catch (error) {
    problem.textContent = error instanceof Error ? error.message : String(error);
  }
}

description.addEventListener('input', show);
show();
