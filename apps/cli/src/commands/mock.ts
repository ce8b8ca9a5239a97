import { MockCommand } from '@aemm/plugin-kit';

/** The bare binary: everything mocked. */
export class Mock extends MockCommand {
  static override summary = 'Mock everything';
  static override hidden = true;
  static override subject = 'all mocks';
}
