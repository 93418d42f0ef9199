// Shows a question only when it is asked. Without this script all stand there, with the words that
// say when; the server decides by the same rules either way. What was typed into a question that is
// hidden again stays there.
"use strict";

for (const words of document.querySelectorAll(".asked-when")) {
  words.hidden = true;
}

function answersOf(form, name) {
  return new FormData(form).getAll(name);
}

function isAsked(asked, form) {
  const { role, dependsOn, answer } = asked.dataset;
  const roleField = form.elements.namedItem("role");
  if (role && roleField && roleField.value !== role) {
    return false;
  }
  if (!dependsOn) {
    return true;
  }
  const first = form.elements.namedItem(dependsOn);
  const control = first instanceof RadioNodeList ? first[0] : first;
  const before = control && control.closest(".asked");
  return Boolean(before && !before.hidden && answersOf(form, dependsOn).includes(answer));
}

function showWhatIsAsked(form) {
  for (const asked of form.querySelectorAll(".asked")) {
    asked.hidden = !isAsked(asked, form);
  }
}

for (const form of document.querySelectorAll("form")) {
  if (form.querySelector(".asked")) {
    form.addEventListener("change", () => showWhatIsAsked(form));
    showWhatIsAsked(form);
  }
}
