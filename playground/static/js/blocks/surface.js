/**
 * Where blocks stand (a message, a modal, the Home tab): what was typed into them, and where their actions go.
 */

import { api } from "../api.js";

/** The state of every input of one message or view, kept while it is redrawn. */
export class FormState {
  #values = new Map();

  /** What stands in an element, or `undefined` when nobody has touched it. */
  get(blockId, actionId) {
    return this.#values.get(key(blockId, actionId))?.value;
  }

  set(blockId, actionId, value) {
    this.#values.set(key(blockId, actionId), { blockId, actionId, value });
  }

  /** Set only what nobody has touched: an element's initial value. */
  settle(blockId, actionId, value) {
    if (!this.#values.has(key(blockId, actionId))) this.set(blockId, actionId, value);
  }

  /** Forget the elements that `blocks` no longer holds. */
  keepOnly(blocks) {
    const present = new Set();
    for (const block of blocks)
      for (const element of elementsOf(block)) present.add(key(block.block_id, element.action_id));
    for (const name of this.#values.keys()) if (!present.has(name)) this.#values.delete(name);
  }

  /** Everything as Slack's `state.values`. */
  values() {
    const all = {};
    for (const { blockId, actionId, value } of this.#values.values()) (all[blockId] ??= {})[actionId] = value;
    return all;
  }
}

function key(blockId, actionId) {
  return JSON.stringify([blockId, actionId]);
}

/** The interactive elements a block holds. */
function elementsOf(block) {
  return [block.element, block.accessory, ...(Array.isArray(block.elements) ? block.elements : [])].filter(
    Boolean,
  );
}

export class Surface {
  /**
   * `kind` is message, modal or home; `container` is what `/_control/act` wants: `{channel, ts}` or `{view_id}`.
   * `failed(status)` is called when an action was not acknowledged.
   */
  constructor({ kind, container, state = new FormState(), failed = () => {}, channel = null }) {
    Object.assign(this, { kind, container, state, failed, channel });
  }

  /** Send one element's action; the control is busy until the app has answered. */
  async act(blockId, element, value, control) {
    if (control?.getAttribute("aria-busy") === "true") return;
    control?.setAttribute("aria-busy", "true");
    try {
      const answer = await api.act({
        container: this.container,
        block_id: blockId,
        action_id: element.action_id,
        value,
        values: this.state.values(),
      });
      const told = this.kind === "message"; // in a conversation the workspace itself says so, by a notice
      if (answer.status !== "acked" && !told) this.failed(answer.status);
    } catch (error) {
      this.failed(error.code);
    } finally {
      control?.removeAttribute("aria-busy");
    }
  }

  /** Suggestions of an external select. */
  async options(blockId, element, query) {
    return api.options({
      container: this.container,
      block_id: blockId,
      action_id: element.action_id,
      value: query,
    });
  }
}
