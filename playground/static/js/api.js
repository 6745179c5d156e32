/**
 * The page's one door to the playground: everything it does goes through `/_control`.
 */

/** What the playground answered when it refused: a code for code, a sentence for people. */
class ControlError extends Error {
  constructor(code, message) {
    super(message || code);
    this.code = code;
  }
}

let actor = "";

/** From now on, every call is made as this person. */
export function actAs(userId) {
  actor = userId;
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(`/_control/${path}`, options);
  } catch {
    throw new ControlError("offline", "The playground does not answer.");
  }
  const body = await response.json().catch(() => ({ ok: false, error: `http_${response.status}` }));
  if (!response.ok) throw new ControlError(body.error ?? `http_${response.status}`, body.message);
  return body;
}

function get(path, query = {}) {
  const given = Object.entries({ as: actor, ...query }).filter(
    ([, value]) => value !== undefined && value !== "",
  );
  return call(`${path}?${new URLSearchParams(given)}`);
}

function post(path, body) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ as: actor, ...body }),
  });
}

export const api = {
  workspace: (as) => get("workspace", { as }),
  messages: (channel, threadTs) => get("messages", { channel, thread_ts: threadTs, limit: 1000 }),
  type: (channel, text, threadTs) => post("type", { channel, text, thread_ts: threadTs }),
  act: (action) => post("act", action),
  options: (query) => post("options", query),
  submit: (viewId, values) => post("view/submit", { view_id: viewId, values }),
  closeView: (viewId, clear) => post("view/close", { view_id: viewId, clear }),
  views: () => get("views"),
  shortcut: (callbackId, channel, ts) => post("shortcut", { callback_id: callbackId, channel, ts }),
  openApp: (tab) => post("home", { tab }),
  clock: () => get("clock"),
  moveClock: (change) => post("clock", change),
  upload: (file, channel) => {
    const form = new FormData();
    form.set("as", actor);
    if (channel) form.set("channel", channel);
    form.set("file", file, file.name);
    return call("upload", { method: "POST", body: form });
  },
};

/** Address of the person's live events. */
export function streamAddress() {
  return `/_control/stream?${new URLSearchParams({ as: actor })}`;
}

/** Address of a file's bytes as this person may see them, or null if it is not one of ours to show. */
export function fileAddress(url) {
  if (!url) return null;
  const address = new URL(url, location.href);
  if (!address.pathname.startsWith("/files-pri/")) return address.href;
  return `${address.pathname}?${new URLSearchParams({ as: actor })}`;
}

/** Address of a Slack file object, which names the file by id or by url. */
export function slackFileAddress(slackFile, teamId) {
  return fileAddress(slackFile.url ?? `/files-pri/${teamId}-${encodeURIComponent(slackFile.id)}/file`);
}
