// What was typed into a page's form and is not on the server, in the browser's storage: the words of
// this one text, under a name that tells neither who writes nor the secret link.

const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
const PREFIX = "eventreg-draft-";

export class Kept {
  #key;

  constructor(store, page) {
    this.#key = `${PREFIX}${store}-${page}`;
    withStorage(forgetOld);
  }

  read() {
    return withStorage(() => JSON.parse(localStorage.getItem(this.#key)));
  }

  // `sending` says that it goes to the server with its form just now.
  write(fields, draft, sending = false) {
    const note = { fields, draft, sending, at: new Date().toISOString() };
    withStorage(() => localStorage.setItem(this.#key, JSON.stringify(note)));
  }

  clear() {
    withStorage(() => localStorage.removeItem(this.#key));
  }
}

function forgetOld() {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) {
    const { at } = JSON.parse(localStorage.getItem(key));
    if (Date.now() - Date.parse(at) > KEPT_FOR) {
      localStorage.removeItem(key);
    }
  }
}

// A browser may forbid to store, or be full: then the open page must do.
function withStorage(action) {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof DOMException)) {
      throw error;
    }
    return null;
  }
}
