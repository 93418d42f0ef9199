// Loses nothing of what is typed: after a pause it is kept in the browser, and a draft is saved on the
// server when there is a network. What was sent for the report changes by its button only. Without
// this script the form works as any other.
import { Kept } from "./kept.js";

const PAUSE = 400;
const LONG_PAUSE = 2_000;
const AGAIN = 10_000;
const PATIENCE = 10_000;

const box = document.getElementById("typing");
const settings = box.dataset;
const form = box.closest("form");
const said = document.getElementById("typing-said");
const discard = document.getElementById("typing-discard");
const named = form.elements.namedItem("draft");
const controls = [...form.elements].filter(
  (each) => each.name && !["hidden", "submit", "button"].includes(each.type),
);

const standing = read((each) => each.defaultChecked, standingValue);
let kept = new Kept(settings.store, settings.page);
let onServer = settings.refused ? null : standing;
let saving = Promise.resolve();
let timers = [];
let leaving = false;

function read(isChecked, valueOf) {
  const chosen = controls.filter((each) => each.type !== "radio" || isChecked(each));
  return Object.fromEntries(chosen.map((each) => [each.name, valueOf(each)]));
}

function standingValue(control) {
  if (control.type === "radio") {
    return control.value;
  }
  if (control.options) {
    const option = [...control.options].find((each) => each.defaultSelected);
    return (option ?? control.options[0]).value;
  }
  return control.defaultValue;
}

function typed() {
  return read(
    (each) => each.checked,
    (each) => each.value,
  );
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fill(fields) {
  for (const each of controls) {
    if (each.type === "radio") {
      each.checked = fields[each.name] === each.value;
    } else if (each.name in fields) {
      each.value = fields[each.name];
    }
  }
}

function tell(text) {
  said.textContent = text;
}

function say(name) {
  tell(box.querySelector(`template[data-words="${name}"]`).content.textContent);
}

function keepHere(sending = false) {
  kept.write(typed(), named.value, sending);
}

function later(action, pause) {
  timers.push(setTimeout(action, pause));
}

function forgetTimers() {
  timers.forEach(clearTimeout);
  timers = [];
}

function changed() {
  discard.hidden = true;
  forgetTimers();
  later(() => {
    keepHere();
    if (!navigator.onLine) {
      say("offline");
    } else if (settings.sent) {
      say("here");
    }
  }, PAUSE);
  later(save, LONG_PAUSE);
}

// One at a time, so that older words never come after newer ones.
function save() {
  saving = saving.then(saveNow);
  return saving;
}

async function saveNow() {
  const fields = typed();
  if (leaving || settings.sent || same(fields, onServer)) {
    return;
  }
  named.value ||= settings.draft;
  keepHere();
  const body = new FormData(form);
  body.delete("once_key"); // the same words again, after others, are meant
  const answer = await ask(settings.keep, { method: "POST", body });
  if (!answer) {
    say("offline");
    later(save, AGAIN);
  } else if (answer.ok) {
    saved(fields, await answer.json());
  } else {
    say("refused");
  }
}

// The page goes on as that of the draft, so that one who loads it anew finds the words there.
function saved(fields, { uid, address, said: words }) {
  onServer = fields;
  kept.clear();
  kept = new Kept(settings.store, uid);
  history.replaceState(null, "", address);
  if (!same(typed(), fields)) {
    keepHere();
  }
  discard.hidden = true;
  tell(words);
}

// The server's answer, or nothing when none came.
async function ask(address, options) {
  try {
    const answer = await fetch(address, {
      cache: "no-store",
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE),
      ...options,
    });
    return answer.status < 500 ? answer : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) {
      return null;
    }
    throw error;
  }
}

// A form that is sent without a network is gone with its page: asks first whether there is one.
async function send(event) {
  if (leaving === "sure") {
    return;
  }
  event.preventDefault();
  if (leaving) {
    return;
  }
  forgetTimers();
  keepHere();
  leaving = true;
  await saving;
  if (await ask(location.href, { method: "HEAD" })) {
    leaving = "sure";
    keepHere(true);
    form.requestSubmit(event.submitter);
  } else {
    leaving = false;
    say("unsent");
    later(save, AGAIN);
  }
}

function comeBack() {
  const earlier = kept.read();
  named.value ||= earlier?.draft ?? "";
  if (settings.refused) {
    keepHere();
  } else if (earlier && same(earlier.fields, standing)) {
    kept.clear();
  } else if (earlier) {
    fill(earlier.fields);
    say("again");
    discard.hidden = false;
  } else if (!same(typed(), standing)) {
    changed(); // typed before this script came
  }
}

discard.addEventListener("click", () => {
  forgetTimers();
  fill(standing);
  kept.clear();
  named.value = "";
  onServer = standing;
  discard.hidden = true;
  tell("");
  controls[0].focus();
});
form.addEventListener("input", changed);
form.addEventListener("submit", send);
window.addEventListener("online", save);
window.addEventListener("offline", () => {
  if (!same(typed(), onServer)) {
    keepHere();
    say("offline");
  }
});
window.addEventListener("pagehide", () => {
  if (!leaving && !same(typed(), onServer)) {
    keepHere();
  }
});
window.addEventListener("pageshow", () => {
  leaving = false;
});
comeBack();
settings.ready = "yes";
