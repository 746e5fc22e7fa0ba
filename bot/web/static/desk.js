// Keys, and parts of the page swapped in place. Without this file everything works too, a page at a time.

const FRAGMENT = {"X-Jinhui-Fragment": "call"};
const page = document.documentElement;
page.classList.add("scripted");

// ---- keys: each control says in data-key which key presses it

const typing = (element) => element?.matches?.("input:not([type=radio]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const pressesItself = event.key === "Enter" && event.target.closest?.("a, button, summary");
  if (pressesItself || event.repeat) return;
  const control = document.querySelector(`[data-key~="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  if (typing(control)) control.select?.(), control.focus();
  else control.click();
});

// ---- swapping: forms and links with data-swap replace the call instead of the page

let busy = false; // meanwhile nothing is pressed: it would be for a question that nobody has seen yet

async function swap(address, options = {}) {
  if (busy) return;
  busy = true;
  page.classList.add("busy");
  try {
    const answer = await fetch(address, {...options, headers: FRAGMENT, credentials: "same-origin"});
    if (answer.status === 401 || answer.redirected) return signInFirst(address, options.body);
    show(await answer.text());
    tellTrouble(false);
  } catch {
    tellTrouble(true); // the page stays as it is: a key may be pressed again
  } finally {
    busy = false;
    page.classList.remove("busy");
  }
}

// What was typed is sent again as a whole page, which keeps it until one is signed in; a press is soon repeated.
function signInFirst(address, fields) {
  if (!fields?.get("text") && !fields?.get("remark")) return location.reload();
  const form = Object.assign(document.createElement("form"), {method: "post", action: address, hidden: true});
  for (const [name, value] of fields) form.append(Object.assign(document.createElement("textarea"), {name, value}));
  document.body.append(form);
  form.submit();
}

function tellTrouble(isThere) {
  const trouble = document.getElementById("trouble");
  if (trouble) trouble.hidden = !isThere;
}

const unfolded = new Map(); // what was folded or unfolded by hand stays so
document.addEventListener("click", (event) => {
  const details = event.target.closest("summary")?.parentElement;
  if (details?.id) unfolded.set(details.id, !details.open);
});

function show(html) {
  const call = document.getElementById("call");
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const whole = fresh.getElementById("call") ?? fresh.querySelector("main");
  call.replaceChildren(...(whole ?? fresh.body).childNodes);
  bringBackSummary();
  for (const [id, open] of unfolded) document.getElementById(id)?.toggleAttribute("open", open);
  (call.querySelector("[autofocus]") ?? document.getElementById("line"))?.focus({preventScroll: true});
  window.scrollTo(0, 0);
  const spoken = call.querySelector("[data-announce]")?.dataset.announce;
  const announced = document.getElementById("announced");
  if (announced && spoken) announced.textContent = spoken;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-swap]") || !document.getElementById("call")) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  if (form.method === "get") swap(`${form.action}?${fields}`);
  else swap(form.action, {method: "POST", body: fields});
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  swap(link.href);
});

// ---- the timer

const timer = document.querySelector("[data-since]");
function tick() {
  const until = Number(timer.dataset.until ?? Date.now() / 1000); // a call that is over has its length
  const seconds = Math.max(0, Math.floor(until - Number(timer.dataset.since)));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  timer.textContent = parts.slice(parts[0] ? 0 : 1).map((part) => String(part).padStart(2, "0")).join(":");
}
if (timer) tick(), setInterval(tick, 1000);

// ---- notes: saved while they are typed; what could not be saved stays in this tab until it can

const notes = document.getElementById("notes-form"), written = document.getElementById("notes");
let waiting = 0;
function saveIn(milliseconds) {
  clearTimeout(waiting);
  waiting = setTimeout(save, milliseconds);
}
async function save() {
  clearTimeout(waiting);
  waiting = 0;
  const body = new URLSearchParams(new FormData(notes)), state = document.getElementById("notes-state");
  const answer = await fetch(notes.action, {method: "POST", body, headers: FRAGMENT, keepalive: true}).catch(() => null);
  if (answer?.ok) {
    if (sessionStorage.getItem(notes.action) === body.get("notes")) sessionStorage.removeItem(notes.action);
    state.innerHTML = await answer.text();
  } else {
    state.replaceChildren(Object.assign(document.createElement("strong"), {className: "warning"}));
    state.firstChild.textContent = answer?.status === 401 ? notes.dataset.signedOut : notes.dataset.notSaved;
    if (answer?.status !== 401) saveIn(5000);
  }
}
notes?.addEventListener("input", () => {
  sessionStorage.setItem(notes.action, written.value);
  saveIn(600);
});
for (const moment of ["pagehide", "online"]) addEventListener(moment, () => waiting && save());
if (notes && sessionStorage.getItem(notes.action) !== null) {
  written.value = sessionStorage.getItem(notes.action);
  save();
}

// ---- the summary: what was changed in it is still there after looking something up

let changedSummary = null;
document.addEventListener("input", (event) => {
  if (event.target.id === "summary") changedSummary = event.target.value;
});
function bringBackSummary() {
  const summary = document.getElementById("summary");
  if (!summary || changedSummary === null || changedSummary === summary.defaultValue) return;
  summary.value = changedSummary;
  document.getElementById("summary-kept").hidden = false;
}
document.addEventListener("click", (event) => {
  if (event.target.id !== "summary-anew") return;
  const summary = document.getElementById("summary");
  summary.value = summary.defaultValue;
  changedSummary = null;
  document.getElementById("summary-kept").hidden = true;
  summary.focus();
});

// ---- copying

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
  button.textContent = button.dataset.copied;
});
