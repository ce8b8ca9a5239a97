import { Command } from '@oclif/core/command';

/** `link-local status`: whether this machine has the addresses of the metadata service. */
export class LinkLocalStatus extends Command {
  static override summary = 'Show whether this machine has them; exit status 1 if not';
  static override usage = 'link-local status';

  override async run(): Promise<void> {
    await this.parse(LinkLocalStatus);
    const { factsOfHost } = await import('../../link-local/change-host.ts');
    const { addressesOf, interfaceOf } = await import('../../link-local/host-commands.ts');
    const facts = factsOfHost();
    const places = addressesOf(facts).map((address) => ({
      address,
      place: interfaceOf(address, facts),
    }));
    for (const { address, place } of places) {
      this.log(`${address}: ${place === undefined ? 'not on this machine' : `on ${place}`}`);
    }
    if (places.some(({ place }) => place === undefined)) this.exit(1);
  }
}
