// The desk on a device: answers at once, goes on without a network, and sends what it noted when
// there is one again. Without this script the page works by its forms.
import { Camera } from "./camera.js";
import { Exchange } from "./exchange.js";
import { People } from "./people.js";
import { newUid, Queue } from "./queue.js";

const desk = document.getElementById("desk");
const settings = desk.dataset;
const language = document.documentElement.lang;
const part = (name) => document.getElementById(`desk-${name}`);
const input = document.getElementById("q");
const people = new People();
const queue = new Queue(settings.store);
let shown;

const exchange = new Exchange(settings, queue, {
  outcome: heard,
  list(list) {
    people.replace(list, queue.notes, settings.me);
    settings.ready = "yes";
    show();
  },
  changed: show,
});

function words(name, values = {}) {
  const text = desk.querySelector(`template[data-words="${name}"]`).content.textContent;
  return text.replace(/\{(\w+)\}/g, (_all, key) => values[key]);
}

function said(name) {
  const template = desk.querySelector(`template[data-said="${name}"]`);
  return { ...template.dataset, words: template.content.textContent };
}

function clockTime(at) {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: settings.zone };
  const time = new Intl.DateTimeFormat("en-GB", options).format(new Date(at));
  return language === "lv" ? time.replace(/^0/, "").replace(":", ".") : time;
}

function sinceWhen({ since, by }) {
  if (!since) {
    return "";
  }
  return words(by ? "since" : "since_only", { time: clockTime(since), name: by });
}

function button(label, action, look) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.className = look ?? "";
  made.addEventListener("click", action);
  return made;
}

// In a colour, a sign and words: who this is, and whether they are expected.
function verdict(name, person = {}) {
  const { kind, sign, words: text } = said(name);
  const box = part("verdict").content.cloneNode(true).querySelector(".verdict");
  box.className = `verdict verdict-${kind}`;
  const write = (where, what) => (box.querySelector(`.verdict-${where}`).textContent = what ?? "");
  write("sign", sign);
  write("words", text);
  write("name", person.name);
  write("institution", person.institution);
  write("detail", sinceWhen(person));
  box.querySelector(".verdict-actions").replaceChildren(...actionsFor(person));
  return box;
}

function actionsFor(person) {
  if (person.standing === "expected") {
    return [button(words("check_in"), () => note(person, true))];
  }
  if (person.standing !== "present") {
    return [];
  }
  const badge = document.createElement("a");
  badge.className = "button quiet";
  badge.href = settings.badge.replace("UID", person.id);
  badge.textContent = words("badge");
  return [button(words("undo"), () => note(person, false), "quiet"), badge];
}

function answer(name, person) {
  shown = person && { id: person.id };
  part("answer").replaceChildren(verdict(name, person));
}

function note(person, present) {
  const made = { uid: newUid(), person: person.id, present, at: exchange.now() };
  queue.add(made);
  people.apply(made, settings.me);
  answer(present ? "done" : "undone", person);
  clear();
  show();
  exchange.sync();
}

// What the server made of a note: maybe another desk was first, or the person is not expected.
function heard(given, outcome) {
  const person = people.get(given.person);
  if (person) {
    Object.assign(person, { standing: outcome.standing, since: outcome.since, by: outcome.by });
  }
  if (outcome.kept && (!given.present || outcome.counts || outcome.standing !== "present")) {
    return;
  }
  const box = verdict(outcome.standing, person ?? {});
  if (shown?.id === given.person) {
    part("answer").replaceChildren(box);
  } else if (!outcome.kept) {
    part("troubles").append(box);
  }
}

async function scanned(code) {
  const holder = await people.holding(code);
  if (holder?.standing === "expected") {
    note(holder, true);
  } else if (holder) {
    answer(holder.standing, holder);
    clear();
  } else {
    clear();
    await askServer(code);
  }
}

// What this device does not know the server may: the same page, of which the answer is taken over,
// so that the camera goes on.
async function askServer(text) {
  const address = `${part("search").action}?q=${encodeURIComponent(text)}`;
  try {
    const page = await (await fetch(address)).text();
    const found = new DOMParser().parseFromString(page, "text/html");
    for (const name of ["answer", "found", "nobody"]) {
      part(name).replaceWith(document.adoptNode(found.getElementById(`desk-${name}`)));
    }
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
    answer("not_here");
  }
}

function clear() {
  input.value = "";
  part("found").replaceChildren();
  part("nobody").hidden = true;
  input.focus();
}

function row(person) {
  const item = document.createElement("li");
  item.className = "desk-person";
  const who = document.createElement("div");
  who.className = "desk-who";
  const here = person.standing === "present";
  const { kind, sign, words: text } = said(here ? "done" : person.standing);
  for (const [look, content] of [
    ["desk-name", person.name],
    ["desk-institution", person.institution],
    [`desk-standing desk-${kind}`, `${sign} ${sinceWhen(person) || text}`],
  ]) {
    const line = document.createElement("p");
    line.className = look;
    line.textContent = content;
    who.append(line);
  }
  const act = button(words(here ? "undo" : "check_in"), () => note(person, !here), here ? "quiet" : "");
  act.setAttribute("aria-label", `${act.textContent}: ${person.name}`);
  item.append(who, act);
  return item;
}

function search() {
  const asked = input.value.trim();
  const found = asked && !isCode(asked) ? people.search(asked) : [];
  part("found").replaceChildren(...found.map(row));
  part("nobody").hidden = true;
  return found;
}

function isCode(text) {
  return /^EVR1\./.test(text);
}

async function submitted() {
  const asked = input.value.trim();
  if (isCode(asked)) {
    await scanned(asked);
    return;
  }
  const holder = asked ? await people.holding(asked) : undefined;
  if (holder) {
    answer(holder.standing, holder);
  } else if (search().length === 0 && asked) {
    part("answer").replaceChildren();
    await askServer(asked);
  }
}

function show() {
  if (people.known) {
    part("present").textContent = people.present;
    part("expected").textContent = people.expected;
  }
  const told = exchange.state === "online" ? [] : [words(exchange.state)];
  if (queue.size > 0) {
    told.push(words("queued", { number: queue.size }));
  }
  const text = told.join(" ");
  if (part("state").textContent !== text) {
    part("state").textContent = text;
  }
  part("state").hidden = told.length === 0;
}

async function toggleCamera(camera, toggle, label) {
  if (camera.isOn) {
    camera.stop();
  } else {
    part("view").hidden = false;
    try {
      await camera.start(scanned);
      part("view-fault").hidden = true;
    } catch (error) {
      part("view-fault").hidden = false;
      console.warn(error);
    }
  }
  part("video").hidden = !camera.isOn;
  part("view").hidden = !camera.isOn && part("view-fault").hidden;
  toggle.textContent = camera.isOn ? words("stop") : label;
}

function listen() {
  part("search").addEventListener("submit", (event) => {
    event.preventDefault();
    submitted();
  });
  input.addEventListener("input", search);
  desk.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-note]");
    const person = form && people.get(form.elements.person.value);
    if (person) {
      event.preventDefault();
      note(person, form.elements.present.value !== "");
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (exchange.state !== "online" && queue.size > 0) {
      event.preventDefault();
    }
  });
  if (navigator.mediaDevices) {
    const toggle = part("camera");
    const camera = new Camera(part("video"), settings.scanner);
    const label = toggle.textContent;
    toggle.addEventListener("click", () => toggleCamera(camera, toggle, label));
    toggle.hidden = false;
  }
  part("refresh").hidden = true;
}

listen();
show();
exchange.sync();
