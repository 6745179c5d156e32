/**
 * Starts the page, and lets another person sit down at it.
 */

import { actAs, api } from "./api.js";
import { announcer } from "./announce.js";
import { setClock } from "./clock.js";
import { ConversationPane, refill } from "./conversation.js";
import { Drawer } from "./drawer.js";
import { Header } from "./header.js";
import { HomePane } from "./home.js";
import { t } from "./i18n.js";
import { listen } from "./incoming.js";
import { watchKeys } from "./keys.js";
import { failureWords } from "./failures.js";
import { Modals } from "./modal.js";
import { enter, firstPlace, rememberPerson, wantedPerson } from "./places.js";
import { quickSwitch } from "./quick.js";
import { Sidebar } from "./sidebar.js";
import { appConversation, forgetListeners, on, state, takeWorkspace, tell } from "./state.js";
import { ThreadPane } from "./thread.js";
import { toast } from "./toast.js";
import { settleUnread } from "./unread.js";

const page = (id) => document.getElementById(id);
const modals = new Modals();
const drawer = new Drawer(page("sidebar"), page("drawer-veil"));

/** Sit down as `person` (an id, a name, or nothing for whoever comes first). */
async function sitDown(person) {
  await loadWorkspace(person);
  actAs(state.me.id);
  rememberPerson(state.me);
  build();
  settleUnread();
  await stream.open();
  enter(firstPlace());
  await loadViews();
}

async function loadWorkspace(person) {
  const workspace = await api.workspace(person);
  takeWorkspace(workspace);
  setClock(workspace.clock);
}

async function loadViews() {
  const { views } = await api.views();
  modals.take(views);
}

/** Build every pane in the person's language. */
function build() {
  forgetListeners();
  drawer.close();
  page("skip").textContent = t("Skip to the message field");
  new Sidebar(page("sidebar"), { quickSwitch });
  new Header(page("head"), { openDrawer: () => drawer.open() });
  new ThreadPane(page("thread"));
  const panes = { conversation: new ConversationPane(), home: new HomePane() };
  on("place", () => showPlace(panes));
  on("go", (place) => {
    drawer.close();
    go(place).catch(complain);
  });
  on("act-as", (id) => sitDown(id).catch(complain));
  on("problem", complain);
}

/** Go somewhere; a conversation that does not exist yet is opened first. */
async function go(place) {
  if (place.person) {
    await api.messages(place.person);
    await reload();
    place = { channel: [...state.conversations.values()].find((one) => one.user === place.person).id };
  } else if (place.app === "messages" && !appConversation()) {
    await api.openApp("messages");
    await reload();
  }
  enter(place);
}

async function reload() {
  await loadWorkspace(state.me.id);
  tell("workspace");
}

function showPlace(panes) {
  const pane = state.place.channel ? panes.conversation : panes.home;
  if (pane.root.parentNode !== page("pane")) page("pane").replaceChildren(pane.root);
  pane.open();
}

function complain(error) {
  console.warn(error);
  toast(
    error.code === "offline"
      ? t("The playground is out of reach. Trying again…")
      : failureWords(error.code ?? String(error)),
  );
}

/** After a break in the line, fetch what was missed. */
async function catchUp() {
  await reload();
  if (state.place?.channel) await refill(state.place.channel);
  await loadViews();
}

const stream = listen({
  modals,
  catchUp: () => catchUp().catch(complain),
  reload: () => reload().catch(complain),
});

announcer();
watchKeys({ quickSwitch });
sitDown(wantedPerson()).catch(() => sitDown("").catch(complain));
