// Twelve calls by @slack/web-api; prints what each answered, so that the test can set it beside the Python client's.
import { WebClient } from '@slack/web-api';

const { API, BOT_TOKEN, CHANNEL, PRIVATE, USER } = process.env;
const client = new WebClient(BOT_TOKEN, { slackApiUrl: API, retryConfig: { retries: 0 } });
const png = Buffer.from(process.env.PNG, 'base64');
const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'A *block*' } }];
const metadata = { event_type: 'conformance', event_payload: { k: 'v' } };

const outcome = {};
const call = async (name, run) => {
  outcome[name] = await run().catch((error) => error.data ?? { ok: false, error: String(error) });
  return outcome[name];
};

await call('auth.test', () => client.auth.test());
const posted = await call('chat.postMessage', () => client.chat.postMessage({ channel: CHANNEL, text: 'héllo & <b>', blocks, metadata }));
await call('chat.update', () => client.chat.update({ channel: CHANNEL, ts: posted.ts, text: 'changed', blocks }));
await call('chat.postEphemeral', () => client.chat.postEphemeral({ channel: CHANNEL, user: USER, text: 'for you' }));
await call('chat.getPermalink', () => client.chat.getPermalink({ channel: CHANNEL, message_ts: posted.ts }));
await call('conversations.info', () => client.conversations.info({ channel: CHANNEL }));
await call('conversations.history', () => client.conversations.history({ channel: CHANNEL, limit: 5, include_all_metadata: true }));
await call('conversations.open', () => client.conversations.open({ users: USER }));
await call('users.info', () => client.users.info({ user: USER, include_locale: true }));
const upload = await call('files.getUploadURLExternal', () => client.files.getUploadURLExternal({ filename: 'chart.png', length: png.length, alt_txt: 'A chart' }));
await fetch(upload.upload_url, { method: 'POST', body: png });
await call('files.completeUploadExternal', () => client.files.completeUploadExternal({ files: [{ id: upload.file_id, title: 'Chart' }] }));
await call('files.info', () => client.files.info({ file: upload.file_id }));
await call('chat.delete', () => client.chat.delete({ channel: CHANNEL, ts: posted.ts }));
await call('chat.postMessage nowhere', () => client.chat.postMessage({ channel: 'C00000000', text: 'x' }));
await call('chat.postMessage empty', () => client.chat.postMessage({ channel: CHANNEL }));
await call('chat.postMessage outside', () => client.chat.postMessage({ channel: PRIVATE, text: 'x' }));
await call('unknown', () => client.apiCall('chat.nonsense'));
console.log(JSON.stringify(outcome));
