const ABBREVIATIONS: Readonly<Record<string, string>> = {
  gov: 'g',
  iso: 'i',
  isob: 'ib',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  central: 'c',
};
const WORD = /gov|isob?|north|south|east|west|central/g;

const REGION =
  /^[a-z]{2}-(?:(?:gov|isob?)-)?(?:north|south|central|(?:north|south)?(?:east|west))-\d+$/;
const LETTER = /^[a-z]$/;

/**
 * A plausible id of a zone: `apse2-az3` for `ap-southeast-2c`. Which id a zone really has differs by account; that ids
 * begin with the region in short does not. `null` for Local Zones and Wavelength Zones, and for regions whose
 * short form is not known.
 *
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
 */
export function zoneIdOf(region: string, zone: string): string | null {
  const letter = zone.startsWith(region) ? zone.slice(region.length) : '';
  const short = shortRegionOf(region);
  if (short === undefined || !LETTER.test(letter)) return null;
  return `${short}-az${letter.charCodeAt(0) - 'a'.charCodeAt(0) + 1}`;
}

/** What the ids of the zones of a region begin with: `apse2` for `ap-southeast-2`; `undefined` if it is not known. */
export function shortRegionOf(region: string): string | undefined {
  if (!REGION.test(region)) return undefined;
  return region.replace(WORD, (word) => ABBREVIATIONS[word] ?? '').replaceAll('-', '');
}
