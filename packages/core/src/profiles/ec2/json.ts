import type { Fields, Value } from '../../contract/content.ts';

/**
 * JSON as the service writes it: indented by two spaces, ` : ` between name and value, lists of scalars on one line,
 * `[ {` and `} ]` around lists of objects, no final newline.
 *
 * Certain for documents without lists of objects: captured from 2020 to 2026. Likely for those with: scheduled events were
 * captured so in December 2020 (spot-termination-exporter 14, telegraf 8611), while the user guide indents them further.
 * `[]` for an empty list is certain too; how an empty object would look is not known.
 */
export function formatJson(value: Value, indent = ''): string {
  if (isList(value)) {
    const items = value.map((item) => formatJson(item, indent));
    return items.length === 0 ? '[]' : `[ ${items.join(', ')} ]`;
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(
    ([name, field]) => `${inner}${JSON.stringify(name)} : ${formatJson(field, inner)}`,
  );
  return lines.length === 0 ? '{ }' : `{\n${lines.join(',\n')}\n${indent}}`;
}

/**
 * JSON on one line, with a blank after colons and commas, as spot and rebalance notices are written.
 *
 * Not certain: so the user guide prints them. No raw capture is known; the log of a client in 2025 (runs-on 277) has a
 * spot notice without blanks, though the client may have written it anew.
 */
export function formatJsonLine(value: Value): string {
  if (isList(value)) return `[${value.map(formatJsonLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([name, field]) => `${JSON.stringify(name)}: ${formatJsonLine(field)}`,
  );
  return `{${fields.join(', ')}}`;
}

/** What the identity document says of an instance. */
export interface IdentityFacts {
  readonly accountId: string;
  /** `x86_64` or `arm64`, among others. */
  readonly architecture: string;
  readonly availabilityZone: string;
  /** Empty: none. */
  readonly billingProducts: readonly string[];
  /** Empty: none. */
  readonly marketplaceProductCodes: readonly string[];
  readonly imageId: string;
  readonly instanceId: string;
  readonly instanceType: string;
  readonly kernelId: string | null;
  /** When the instance was launched: RFC 3339, in UTC, to the second. */
  readonly pendingTime: string;
  /** `null` for an instance without IPv4. */
  readonly privateIp: string | null;
  readonly ramdiskId: string | null;
  readonly region: string;
}

/**
 * `dynamic/instance-identity/document`, its fields in the order of the service, `null` for what there is not.
 *
 * Certain: captured in March 2022, December 2023, February 2025 and February 2026; the signatures of the captures verify.
 * The user guide has the order of older hosts. That an instance without IPv4 has a `privateIp` of `null` is a guess.
 */
export function identityDocument(facts: IdentityFacts): Fields {
  return {
    accountId: facts.accountId,
    architecture: facts.architecture,
    availabilityZone: facts.availabilityZone,
    billingProducts: orNull(facts.billingProducts),
    devpayProductCodes: null,
    marketplaceProductCodes: orNull(facts.marketplaceProductCodes),
    imageId: facts.imageId,
    instanceId: facts.instanceId,
    instanceType: facts.instanceType,
    kernelId: facts.kernelId,
    pendingTime: facts.pendingTime,
    privateIp: facts.privateIp,
    ramdiskId: facts.ramdiskId,
    region: facts.region,
    version: '2017-09-30',
  };
}

/** Temporary credentials. Times are RFC 3339, in UTC, to the second. */
export interface CredentialFacts {
  readonly lastUpdated: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly expiration: string;
}

/**
 * `iam/security-credentials/ROLE`, and `identity-credentials/ec2/security-credentials/ec2-instance`.
 *
 * Certain: recorded traffic of September 2021 (smithy-rs), captures of March 2022 and June 2023.
 */
export function roleCredentials(facts: CredentialFacts): Fields {
  return {
    Code: 'Success',
    LastUpdated: facts.lastUpdated,
    Type: 'AWS-HMAC',
    AccessKeyId: facts.accessKeyId,
    SecretAccessKey: facts.secretAccessKey,
    Token: facts.token,
    Expiration: facts.expiration,
  };
}

/**
 * `iam/security-credentials-extended/ROLE`: credentials with the account they belong to.
 *
 * Not certain: clients read the field, but no answer of the service was seen. That it comes last is a guess.
 */
export function extendedCredentials(
  facts: CredentialFacts & { readonly accountId: string },
): Fields {
  return { ...roleCredentials(facts), AccountId: facts.accountId };
}

/**
 * What the service answers, with status 200, in place of credentials or of `iam/info`.
 *
 * Certain for credentials: the three fields, in this order (captures of 2018 and 2020). For `iam/info` the fields are
 * likely, and the texts of AWS's messages are not known.
 */
export function iamFailure(facts: {
  readonly code: string;
  readonly message: string;
  readonly lastUpdated: string;
}): Fields {
  return { Code: facts.code, Message: facts.message, LastUpdated: facts.lastUpdated };
}

/**
 * The failure of a role that EC2 may not assume, in place of its credentials.
 *
 * Certain: the guide to IAM and captures have this message, with two spaces before `Please`. Older
 * captures name another address.
 */
export function assumeRoleUnauthorized(role: string, lastUpdated: string): Fields {
  const page = 'troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc';
  const place = `https://docs.aws.amazon.com/IAM/latest/UserGuide/${page}`;
  return iamFailure({
    code: 'AssumeRoleUnauthorizedAccess',
    message: `EC2 cannot assume the role ${role}.  Please see documentation at ${place}.`,
    lastUpdated,
  });
}

/**
 * `iam/info`.
 *
 * Certain: captured in February 2022, twice.
 */
export function instanceProfileInfo(facts: {
  readonly lastUpdated: string;
  readonly instanceProfileArn: string;
  readonly instanceProfileId: string;
}): Fields {
  return {
    Code: 'Success',
    LastUpdated: facts.lastUpdated,
    InstanceProfileArn: facts.instanceProfileArn,
    InstanceProfileId: facts.instanceProfileId,
  };
}

/**
 * `identity-credentials/ec2/info`.
 *
 * Certain: captured in March 2022.
 */
export function identityCredentialsInfo(facts: {
  readonly lastUpdated: string;
  readonly accountId: string;
}): Fields {
  return { Code: 'Success', LastUpdated: facts.lastUpdated, AccountId: facts.accountId };
}

/** A scheduled event. Times are written as in `7 Jan 2020 01:03:47 GMT`. */
export interface MaintenanceEvent {
  readonly notBefore: string;
  readonly code: string;
  /** Events of the past begin with `[Completed] ` or `[Canceled] `. */
  readonly description: string;
  readonly eventId: string;
  /** Absent: the event has no end, as a stop or a retirement. */
  readonly notAfter?: string;
  readonly state: string;
}

/**
 * `events/maintenance/scheduled` and `events/maintenance/history`.
 *
 * Certain: the fields and their order, from the user guide and captures of December 2020 and May 2021; that `NotAfter` is
 * left out where there is none, from the former. AEMM's `NotBeforeDeadline` is in none of them.
 */
export function maintenanceEvents(events: readonly MaintenanceEvent[]): readonly Fields[] {
  return events.map((event) => ({
    NotBefore: event.notBefore,
    Code: event.code,
    Description: event.description,
    EventId: event.eventId,
    ...(event.notAfter !== undefined && { NotAfter: event.notAfter }),
    State: event.state,
  }));
}

/**
 * `spot/instance-action`, to be written by {@link formatJsonLine}.
 *
 * Certain: the fields, from the user guide and what clients read.
 *
 * @param action - `terminate`, `stop` or `hibernate`
 * @param time - RFC 3339, in UTC, to the second
 */
export function spotInstanceAction(action: string, time: string): Fields {
  return { action, time };
}

/**
 * `events/recommendations/rebalance`, to be written by {@link formatJsonLine}.
 *
 * Certain: the field, from the user guide and what clients read.
 *
 * @param noticeTime - RFC 3339, in UTC, to the second
 */
export function rebalanceRecommendation(noticeTime: string): Fields {
  return { noticeTime };
}

function orNull(list: readonly string[]): readonly string[] | null {
  return list.length === 0 ? null : list;
}

/** `Array.isArray` does not see that a list is readonly. */
function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
