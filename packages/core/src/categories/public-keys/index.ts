import { CATEGORY_CONTRACT, defineCategory } from '../../contract/category.ts';

const OPENSSH_KEY =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC/JxGByvHDHgQAU+0nRFWdvMPi22OgNUn9ansrI8QN1ZJGxD1ML8DRnJ3Q3zFKqqjGucfNWW0xpVib+ttkIBp8G9P/EOcX9C3FF63O3SnnIUHJsp5faRAZsTJPx0G5HUbvhBvnAcCtSqQgmr02c1l582vAWx48pOmeXXMkl9qe9V/s7K3utmeZkRLo9DqnbsDlg5GWxLC/rWKYaZR66CnMEyZ7yBy3v3abKaGGRovLkHNAgWjSSgmUTI1nT5/S2OLxxuDnsC7+BiABLPaqlIE70SzcWZ0swx68Bo2AY9T9ymGqeAM/1T4yRtg0sPB98TpT7WrY5A3iia2UVtLO/xcTt test';

/** The key pair given at launch. */
export const publicKeys = defineCategory({
  id: 'public-keys',
  contract: CATEGORY_CONTRACT,
  description: 'The key pair given at launch',
  leaves: [
    {
      key: 'public-key',
      path: '/latest/meta-data/public-keys/0/openssh-key',
      value: OPENSSH_KEY,
      since: '1.0',
    },
  ],
});
