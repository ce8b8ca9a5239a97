/** `eu-west-1` of the zone `eu-west-1b`, and `us-west-2` of the Local Zone `us-west-2-lax-1a`. */
export function regionOf(zone: string): string | undefined {
  return zone.match(/^[a-z]+(?:-[a-z]+)+-\d+/)?.[0];
}
