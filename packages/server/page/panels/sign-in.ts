import { keepToken } from '../api/client.ts';
import { element, newId } from '../dom.ts';

/** What the header of a request can carry. */
const SENDABLE = /^[ -~]+$/;

/** Creates the dialog that asks for the token of the control plane. It stays until one is given. */
export function createSignIn(): { element: HTMLElement; ask(problem: string): Promise<void> } {
  const reason = element('p', { class: 'problem', id: newId('reason') });
  const token = element('input', {
    type: 'password',
    required: true,
    autocomplete: 'current-password',
    'aria-describedby': reason.id,
  });
  // Browsers keep a password only with the name of somebody.
  const user = element('input', { autocomplete: 'username', value: 'control', hidden: true });
  const heading = element('h2', { id: newId('heading') }, 'Control token');
  let connect = (): void => {};
  const submit = (event: Event): void => {
    event.preventDefault();
    const typed = token.value.trim();
    if (!SENDABLE.test(typed)) {
      reason.textContent = 'A token cannot have such characters. Allowed: printable ASCII.';
      return;
    }
    keepToken(typed);
    token.value = '';
    dialog.close();
    connect();
  };
  const form = element(
    'form',
    { submit },
    heading,
    element(
      'p',
      { class: 'hint' },
      'The mock was started with --control-token, AEMM_CONTROL_TOKEN or --control-token-file.',
    ),
    user,
    element('label', {}, 'Token ', token),
    reason,
    element('button', { class: 'primary' }, 'Connect'),
  );
  const dialog = element('dialog', { 'aria-labelledby': heading.id }, form);
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  let wasAsked = false;
  return {
    element: dialog,
    ask(problem) {
      reason.textContent = wasAsked ? problem : '';
      wasAsked = true;
      dialog.showModal();
      return new Promise((resolve) => {
        connect = resolve;
      });
    },
  };
}
