// The talk with the server: sends what is waiting, then asks who is here. One at a time, so that a
// list never comes from before what was just sent.

const EACH = 10_000;
const PATIENCE = 10_000;
const AT_ONCE = 100;

export class Exchange {
  #settings;
  #queue;
  #heard;
  #tag = "";
  #running = false;
  #again = false;
  #ahead = 0;
  state = "online";

  // `heard` has the methods `outcome(note, outcome)`, `list(list)` and `changed()`.
  constructor(settings, queue, heard) {
    this.#settings = settings;
    this.#queue = queue;
    this.#heard = heard;
    window.addEventListener("online", () => this.sync());
    window.addEventListener("offline", () => this.#is("offline"));
    setInterval(() => this.sync(), EACH);
  }

  // The moment by the server's clock: a phone's may be wrong by minutes.
  now() {
    return new Date(Date.now() + this.#ahead).toISOString();
  }

  async sync() {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    do {
      this.#again = false;
      await this.#exchange();
    } while (this.#again);
    this.#running = false;
  }

  async #exchange() {
    try {
      while (this.#queue.size > 0) {
        await this.#send(this.#queue.notes.slice(0, AT_ONCE));
      }
      await this.#ask();
      this.#is("online");
    } catch (error) {
      if (error instanceof SignedOut) {
        this.#is("signed_out");
      } else if (error instanceof TypeError || error instanceof DOMException) {
        this.#is("offline");
      } else {
        throw error;
      }
    }
  }

  async #send(notes) {
    const answer = await this.#fetch(this.#settings.notes, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.#settings.token },
      body: JSON.stringify({ notes }),
    });
    const { outcomes } = await answer.json();
    for (const outcome of outcomes) {
      const note = notes.find((each) => each.uid === outcome.uid);
      this.#queue.remove(outcome.uid);
      this.#heard.outcome(note, outcome);
    }
    this.#heard.changed();
  }

  async #ask() {
    const headers = this.#tag ? { "If-None-Match": this.#tag } : {};
    const answer = await this.#fetch(this.#settings.list, { headers });
    if (answer.status === 304) {
      return;
    }
    const list = await answer.json();
    this.#tag = answer.headers.get("ETag") ?? "";
    this.#heard.list(list);
  }

  async #fetch(address, options) {
    const answer = await fetch(address, {
      cache: "no-store",
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
    if (answer.type === "opaqueredirect" || [401, 403, 404, 419].includes(answer.status)) {
      throw new SignedOut();
    }
    if (answer.status >= 400) {
      throw new TypeError(`the server answers ${answer.status}`);
    }
    const ahead = Date.parse(answer.headers.get("Date") ?? "") - Date.now();
    this.#ahead = Math.abs(ahead) > 2000 ? ahead : 0;
    return answer;
  }

  #is(state) {
    this.state = state;
    this.#heard.changed();
  }
}

class SignedOut extends Error {}
