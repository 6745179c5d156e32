/**
 * One interactive element in its place: its state, and what happens when it changes.
 */

export class Fitting {
  constructor(element, blockId, surface, place) {
    Object.assign(this, { element, blockId, surface, ...place });
  }

  /** True inside an input block, where a change waits for the submission unless the app asked otherwise. */
  get waits() {
    return Boolean(this.input) && !this.input.dispatch_action;
  }

  /** The state kept for this element; `initial` the first time. */
  state(initial) {
    this.surface.state.settle(this.blockId, this.element.action_id, { type: this.element.type, ...initial });
    return this.surface.state.get(this.blockId, this.element.action_id);
  }

  /** Note a new state, and send it unless it waits. */
  change(value, control) {
    this.note(value);
    if (!this.waits) this.send(value, control);
  }

  note(value) {
    this.surface.state.set(this.blockId, this.element.action_id, { type: this.element.type, ...value });
  }

  send(value, control) {
    return this.surface.act(this.blockId, this.element, value, control);
  }

  /** Attributes every control carries: how it is found again, named and described. */
  get attributes() {
    const described = this.input ? `${this.id}-error ${this.id}-hint` : null;
    return { id: this.id, dataset: { action: this.element.action_id ?? "" }, "aria-describedby": described };
  }

  /** Attributes that name the control where no label stands before it. */
  named(words) {
    return this.input ? {} : { "aria-label": words };
  }
}
