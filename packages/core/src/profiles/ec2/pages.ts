/**
 * The 404 page of a Nitro instance: 339 bytes, with two tabs and a space on the third line.
 *
 * Certain: captured in August 2024 (aws-node-termination-handler 1058), and its length in September 2021 (recorded traffic
 * in smithy-rs) and February 2022.
 */
export const NOT_FOUND_PAGE = errorPage('404 - Not Found', '\t\t ');

/**
 * The 403 page of an instance whose endpoint is disabled: 337 bytes, with one tab on the third line.
 *
 * Likely: one capture, of April 2024 (amazon-cloudwatch-agent 1139), that does not name the host. Another one, of March
 * 2020 (ansible 68098), has no body. The 403 for a PUT to a wrong path has none either, which is certain.
 */
export const FORBIDDEN_PAGE = errorPage('403 - Forbidden', '\t');

/**
 * The 417 page for a request with `Expect`, with nine spaces on the third line.
 *
 * Certain: captured from 2021 to 2023 (s3fs-fuse 1605, 1765 and 2384). It comes from another part of the server than the
 * 404, which is why it is indented otherwise.
 */
export const EXPECTATION_FAILED_PAGE = errorPage('417 - Expectation Failed', ' '.repeat(9));

/** All pages differ by their title and by what stands before the address of the DTD. They end with a newline. */
function errorPage(title: string, indent: string): string {
  return `<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
${indent}"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>${title}</title>
 </head>
 <body>
  <h1>${title}</h1>
 </body>
</html>
`;
}
