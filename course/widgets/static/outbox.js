// What was sent and is not acknowledged yet. "Saved" is said only when the kernel has written it (T24).

const PATIENCE = 3000; // ms without an answer, then it counts as not saved
const RETRY = 5000; // ms between two tries
const STEPS = ["begin", "turn"]; // steps of a day: kept and sent again like answers; the kernel knows one that comes twice

class Outbox {
  /** `told(item, state, sentence)` is called with "saving", "saved" or "lost". */
  constructor(model, key, told) {
    this.model = model;
    this.key = key;
    this.told = told;
    // Another view of this form hears the same replies: numbers that begin anywhere keep the two apart.
    this.n = Math.floor(Math.random() * 2 ** 40);
    this.waiting = new Map(); // slot -> {message, timer}
  }

  /** Send a message of an item. A newer answer takes the place of an older one that is still waiting. */
  send(message) {
    const slot = `${message.item}:${message.t}`;
    const full = { ...message, n: ++this.n };
    if (message.t === "answer") this.keep(message.item, message.response);
    if (STEPS.includes(message.t)) this.keep(message.item, message);
    clearTimeout(this.waiting.get(slot)?.timer);
    this.waiting.set(slot, { message: full, timer: null });
    this.told(message.item, "saving");
    this.post(slot);
  }

  post(slot) {
    const entry = this.waiting.get(slot);
    if (!entry) return;
    try {
      this.model.send(entry.message);
    } catch {
      // a widget that lost its kernel may throw here; the timer says so to the learner
    }
    entry.timer = setTimeout(() => this.missed(slot), PATIENCE);
  }

  missed(slot, sentence) {
    const entry = this.waiting.get(slot);
    if (!entry) return;
    clearTimeout(entry.timer);
    const { item, t } = entry.message;
    this.told(item, "lost", sentence);
    if (t === "answer" || t === "sure" || STEPS.includes(t)) entry.timer = setTimeout(() => this.post(slot), RETRY);
    else this.waiting.delete(slot); // a check or a hint is asked for again by hand
  }

  /** Take a reply; gives true when it is the newest one for its item. */
  receive(reply) {
    for (const [slot, entry] of this.waiting) {
      if (entry.message.n !== reply.n || entry.message.item !== reply.item) continue;
      if (reply.t === "fail") {
        this.missed(slot, reply.say);
        return false;
      }
      clearTimeout(entry.timer);
      this.waiting.delete(slot);
      if (entry.message.t === "answer" || STEPS.includes(entry.message.t)) this.forget(reply.item);
    }
    const busy = [...this.waiting.values()].some((entry) => entry.message.item === reply.item);
    if (!busy) this.told(reply.item, "saved");
    return !busy;
  }

  /** Stop all timers: the form is no longer on the page. What is not saved stays kept for the next one. */
  close() {
    for (const entry of this.waiting.values()) clearTimeout(entry.timer);
    this.waiting.clear();
  }

  // What is not saved outlives a dead kernel and a reload in the tab's own storage, and is sent by the next form of this name.
  slot(item) {
    return `forecourt:${this.key}:${item}`;
  }

  keep(item, response) {
    try {
      sessionStorage.setItem(this.slot(item), JSON.stringify(response ?? null));
    } catch {
      // storage is full or switched off: then only this page keeps it
    }
  }

  forget(item) {
    try {
      sessionStorage.removeItem(this.slot(item));
    } catch {
      // as above
    }
  }

  kept(item) {
    try {
      const text = sessionStorage.getItem(this.slot(item));
      return text === null ? undefined : JSON.parse(text);
    } catch {
      return undefined;
    }
  }
}
