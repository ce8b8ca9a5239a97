import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../../contract/content.ts';
import type { IdentityFacts } from './json.ts';
import {
  assumeRoleUnauthorized,
  extendedCredentials,
  formatJson,
  formatJsonLine,
  iamFailure,
  identityCredentialsInfo,
  identityDocument,
  instanceProfileInfo,
  maintenanceEvents,
  rebalanceRecommendation,
  roleCredentials,
  spotInstanceAction,
} from './json.ts';

const FACTS: IdentityFacts = {
  region: 'us-east-1',
  availabilityZone: 'us-east-1b',
  accountId: '123456789012',
  imageId: 'ami-04505e74c0741db8d',
  instanceId: 'i-1234567890abcdef0',
  instanceType: 't2.micro',
  architecture: 'x86_64',
  privateIp: '172.31.17.42',
  pendingTime: '2022-09-14T22:34:41Z',
  kernelId: null,
  ramdiskId: null,
  billingProducts: [],
  marketplaceProductCodes: [],
};

const CREDENTIALS = {
  expiration: '2021-09-21T04:16:53Z',
  token: 'IQoJb3JpZ2luX2VjEXAMPLE==',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  lastUpdated: '2021-09-20T21:42:26Z',
};

const EVENT = {
  state: 'active',
  notAfter: '21 Jan 2019 09:17:23 GMT',
  eventId: 'instance-event-0d59937288b749b32',
  description: 'scheduled reboot',
  code: 'system-reboot',
  notBefore: '21 Jan 2019 09:00:43 GMT',
};

const values = fc.jsonValue() as fc.Arbitrary<Value>;

describe('the identity document', () => {
  test('has the order and layout of the service, and no final newline', () => {
    expect(formatJson(identityDocument(FACTS))).toBe(`{
  "accountId" : "123456789012",
  "architecture" : "x86_64",
  "availabilityZone" : "us-east-1b",
  "billingProducts" : null,
  "devpayProductCodes" : null,
  "marketplaceProductCodes" : null,
  "imageId" : "ami-04505e74c0741db8d",
  "instanceId" : "i-1234567890abcdef0",
  "instanceType" : "t2.micro",
  "kernelId" : null,
  "pendingTime" : "2022-09-14T22:34:41Z",
  "privateIp" : "172.31.17.42",
  "ramdiskId" : null,
  "region" : "us-east-1",
  "version" : "2017-09-30"
}`);
  });

  test('has lists on one line', () => {
    const text = formatJson(
      identityDocument({
        ...FACTS,
        billingProducts: ['bp-6fa54006'],
        marketplaceProductCodes: ['89bab4k3h9x4rkojcm2tj8j4l', 'aw0evgkw8e5c1q413zgy5pjce'],
      }),
    );

    expect(text).toContain('\n  "billingProducts" : [ "bp-6fa54006" ],\n');
    expect(text).toContain(
      '\n  "marketplaceProductCodes" : [ "89bab4k3h9x4rkojcm2tj8j4l", "aw0evgkw8e5c1q413zgy5pjce" ],\n',
    );
  });
});

describe('the documents of a role', () => {
  test('credentials', () => {
    expect(formatJson(roleCredentials(CREDENTIALS))).toBe(`{
  "Code" : "Success",
  "LastUpdated" : "2021-09-20T21:42:26Z",
  "Type" : "AWS-HMAC",
  "AccessKeyId" : "ASIAIOSFODNN7EXAMPLE",
  "SecretAccessKey" : "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  "Token" : "IQoJb3JpZ2luX2VjEXAMPLE==",
  "Expiration" : "2021-09-21T04:16:53Z"
}`);
  });

  test('extended credentials', () => {
    expect(formatJson(extendedCredentials({ accountId: '123456789012', ...CREDENTIALS }))).toBe(
      formatJson(roleCredentials(CREDENTIALS)).replace(
        '\n}',
        ',\n  "AccountId" : "123456789012"\n}',
      ),
    );
  });

  test('a role that EC2 may not assume', () => {
    expect(formatJson(assumeRoleUnauthorized('app-role', '2020-01-04T22:10:26Z'))).toBe(`{
  "Code" : "AssumeRoleUnauthorizedAccess",
  "Message" : "EC2 cannot assume the role app-role.  Please see documentation at https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html#troubleshoot_iam-ec2_errors-info-doc.",
  "LastUpdated" : "2020-01-04T22:10:26Z"
}`);
  });

  test('another failure', () => {
    const failure = { lastUpdated: '2020-01-04T22:10:26Z', message: 'gone', code: 'Missing' };

    expect(formatJson(iamFailure(failure))).toBe(`{
  "Code" : "Missing",
  "Message" : "gone",
  "LastUpdated" : "2020-01-04T22:10:26Z"
}`);
  });

  test('the instance profile', () => {
    const info = {
      instanceProfileId: 'AIPAVMQT32F2Q43IXV2TC',
      instanceProfileArn: 'arn:aws:iam::123456789012:instance-profile/S3AdminAccess',
      lastUpdated: '2022-02-13T13:17:17Z',
    };

    expect(formatJson(instanceProfileInfo(info))).toBe(`{
  "Code" : "Success",
  "LastUpdated" : "2022-02-13T13:17:17Z",
  "InstanceProfileArn" : "arn:aws:iam::123456789012:instance-profile/S3AdminAccess",
  "InstanceProfileId" : "AIPAVMQT32F2Q43IXV2TC"
}`);
  });

  test('the identity role', () => {
    const info = { accountId: '123456789012', lastUpdated: '2022-03-27T04:12:14Z' };

    expect(formatJson(identityCredentialsInfo(info))).toBe(`{
  "Code" : "Success",
  "LastUpdated" : "2022-03-27T04:12:14Z",
  "AccountId" : "123456789012"
}`);
  });
});

describe('scheduled events', () => {
  test('none', () => {
    expect(formatJson(maintenanceEvents([]))).toBe('[]');
  });

  test('several, of which one has no end', () => {
    const { notAfter: _, ...stop } = {
      ...EVENT,
      code: 'instance-stop',
      eventId: 'instance-event-1',
    };

    expect(formatJson(maintenanceEvents([EVENT, stop]))).toBe(`[ {
  "NotBefore" : "21 Jan 2019 09:00:43 GMT",
  "Code" : "system-reboot",
  "Description" : "scheduled reboot",
  "EventId" : "instance-event-0d59937288b749b32",
  "NotAfter" : "21 Jan 2019 09:17:23 GMT",
  "State" : "active"
}, {
  "NotBefore" : "21 Jan 2019 09:00:43 GMT",
  "Code" : "instance-stop",
  "Description" : "scheduled reboot",
  "EventId" : "instance-event-1",
  "State" : "active"
} ]`);
  });
});

describe('notices on one line', () => {
  test('spot', () => {
    expect(formatJsonLine(spotInstanceAction('terminate', '2017-09-18T08:22:00Z'))).toBe(
      '{"action": "terminate", "time": "2017-09-18T08:22:00Z"}',
    );
  });

  test('rebalance', () => {
    expect(formatJsonLine(rebalanceRecommendation('2020-10-27T08:22:00Z'))).toBe(
      '{"noticeTime": "2020-10-27T08:22:00Z"}',
    );
  });
});

test('objects within objects are indented further, and those in lists as the list is', () => {
  expect(formatJson({ one: { two: [{ three: [1, true] }, {}], four: [] } })).toBe(`{
  "one" : {
    "two" : [ {
      "three" : [ 1, true ]
    }, { } ],
    "four" : []
  }
}`);
});

test.each([
  ['formatJson', formatJson],
  ['formatJsonLine', formatJsonLine],
])('%s writes any value so that it reads back as the same', (_name, format) => {
  fc.assert(
    fc.property(values, (value) => {
      expect(JSON.parse(format(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('formatJsonLine never breaks a line', () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(formatJsonLine(value)).not.toMatch(/[\r\n]/);
    }),
  );
});
