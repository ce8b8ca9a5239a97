/** What an element has: attributes, `true` for one without a value, and listeners by the names of their events. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | ((event: Event) => void)>
>;

/** Creates an element. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') created.addEventListener(name, value);
    else if (value === true) created.setAttribute(name, '');
    else if (value !== undefined && value !== false) created.setAttribute(name, String(value));
  }
  created.append(...children);
  return created;
}

/** Changes the text of an element if it is another one, so that nothing is drawn or read out again for no reason. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

let lastId = 0;

/** An id that no other element of the page has. */
export function newId(prefix: string): string {
  lastId++;
  return `${prefix}-${lastId}`;
}

/** A row of a list. */
export interface Row<Item> {
  readonly element: HTMLElement;
  /** Shows an item that replaces the one of the same key. */
  show(item: Item): void;
}

/**
 * Keeps the children of an element as the items of a list are. A row stays while the list has its key, and with it what
 * has the focus.
 */
export function createList<Item>(
  parent: HTMLElement,
  keyOf: (item: Item) => string,
  createRow: () => Row<Item>,
): (items: readonly Item[]) => void {
  const rows = new Map<string, Row<Item>>();
  return (items) => {
    const keys = new Set(items.map(keyOf));
    for (const [key, row] of rows) {
      if (keys.has(key)) continue;
      row.element.remove();
      rows.delete(key);
    }
    for (const [index, item] of items.entries()) {
      const row = rows.get(keyOf(item)) ?? createRow();
      rows.set(keyOf(item), row);
      row.show(item);
      const before = parent.children[index] ?? null;
      if (before !== row.element) parent.insertBefore(row.element, before);
    }
  };
}
