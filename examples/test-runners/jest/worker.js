/** Does one job after another until its instance is about to be interrupted, and returns the notice. */
async function work(endpoint, doJob) {
  let token;
  for (;;) {
    token ??= await fetchToken(endpoint);
    const answer = await fetch(`${endpoint}/latest/meta-data/spot/instance-action`, {
      headers: { 'X-aws-ec2-metadata-token': token },
    });
    const body = await answer.text();
    if (answer.ok) return JSON.parse(body);
    if (answer.status === 401) token = undefined;
    else await doJob();
  }
}

async function fetchToken(endpoint) {
  const answer = await fetch(`${endpoint}/latest/api/token`, {
    method: 'PUT',
    headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '21600' },
  });
  return answer.text();
}

module.exports = { work };
