// A small app on @slack/bolt, over Socket Mode or signed HTTP, that touches each thing the playground must be faithful in.
// It reports what it saw as JSON lines on stdout; the test drives it through /_control.
import bolt from '@slack/bolt';

const { App, HTTPReceiver, SocketModeReceiver } = bolt;
const { API, BOT_TOKEN, APP_TOKEN, SECRET, TRANSPORT, PORT } = process.env;
const clientOptions = { slackApiUrl: API, retryConfig: { retries: 0 } };

const say = (seen, more = {}) => console.log(JSON.stringify({ seen, ...more }));

const http = TRANSPORT === 'http' ? new HTTPReceiver({ signingSecret: SECRET, endpoints: '/slack/events' }) : undefined;
const app = new App({
  token: BOT_TOKEN,
  clientOptions,
  ...(http
    ? { receiver: http }
    : { receiver: new SocketModeReceiver({ appToken: APP_TOKEN, installerOptions: { clientOptions } }) }),
});

const card = (title) => [
  { type: 'section', text: { type: 'mrkdwn', text: `*${title}*` } },
  {
    type: 'actions',
    block_id: 'choices',
    elements: [
      { type: 'button', action_id: 'press', text: { type: 'plain_text', text: 'Press' }, value: '42' },
      {
        type: 'static_select',
        action_id: 'choose',
        options: ['north', 'south'].map((v) => ({ text: { type: 'plain_text', text: v }, value: v })),
      },
    ],
  },
];

const form = (callback_id, title) => ({
  type: 'modal',
  callback_id,
  private_metadata: 'kept as it was',
  title: { type: 'plain_text', text: title },
  submit: { type: 'plain_text', text: 'Save' },
  notify_on_close: true,
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      element: { type: 'plain_text_input', action_id: 'typed' },
    },
  ],
});

app.command('/echo', async ({ command, ack, respond }) => {
  await ack();
  await respond({ text: `you said ${command.text}`, blocks: card(command.text || 'nothing') });
  say('command', { text: command.text, user: command.user_id });
});

app.command('/slow', async () => say('slow'));

app.command('/form', async ({ command, ack, client }) => {
  await ack();
  const opened = await client.views.open({ trigger_id: command.trigger_id, view: form('first', 'First') });
  const again = await client.views
    .open({ trigger_id: command.trigger_id, view: form('first', 'First') })
    .catch((error) => error.data.error);
  say('opened', { view: opened.view.id, again });
});

app.action('press', async ({ action, ack, respond }) => {
  await ack();
  await respond({ replace_original: true, text: 'pressed', blocks: card(`pressed ${action.value}`) });
  say('pressed', { value: action.value });
});

app.action('choose', async ({ action, ack }) => {
  await ack();
  say('chosen', { value: action.selected_option.value });
});

app.view('first', async ({ view, ack }) => {
  const typed = view.state.values.name.typed.value;
  say('submitted', { typed, metadata: view.private_metadata });
  if (typed === 'bad') await ack({ response_action: 'errors', errors: { name: 'Not this one' } });
  else if (typed === 'more') await ack({ response_action: 'push', view: form('second', 'Second') });
  else if (typed === 'other') await ack({ response_action: 'update', view: form('first', 'Changed') });
  else await ack();
});

app.view('second', async ({ ack }) => ack({ response_action: 'clear' }));

app.view({ callback_id: 'first', type: 'view_closed' }, async ({ ack }) => {
  await ack();
  say('closed');
});

app.event('app_mention', async ({ event, say: post }) => {
  const posted = await post({ text: 'you called', thread_ts: event.ts });
  say('mentioned', { ts: posted.ts });
});

app.event('app_home_opened', async ({ event, client }) => {
  if (event.tab !== 'home') return;
  await client.views.publish({
    user_id: event.user,
    view: { type: 'home', blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Welcome home' } }] },
  });
  say('home');
});

app.error(async (error) => say('error', { message: String(error.message ?? error) }));

await (http ? app.start(Number(PORT)) : app.start());
say('ready');
process.on('SIGTERM', () => app.stop().finally(() => process.exit(0)));
