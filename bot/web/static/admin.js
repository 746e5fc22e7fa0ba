// The editor: unsaved text, line numbers, going to a line, completion. Without this file everything works too.

const text = document.getElementById("text");

// ---- what was typed and not saved is not left by mistake

let unsaved = document.querySelector("form[data-unsaved]");
document.addEventListener("input", (event) => {
  if (event.target.form?.method === "post") unsaved = event.target.form;
});
document.addEventListener("submit", (event) => {
  if (event.target === unsaved) unsaved = null;
});
addEventListener("beforeunload", (event) => unsaved && event.preventDefault());

// ---- line numbers, scrolled along

const numbered = text?.closest(".numbered");
if (numbered) {
  const lines = document.createElement("pre");
  lines.className = "lines";
  lines.setAttribute("aria-hidden", "true");
  numbered.prepend(lines);
  const count = () => {
    lines.textContent = Array.from({length: text.value.split("\n").length}, (_, index) => index + 1).join("\n");
    lines.style.height = `${text.clientHeight}px`;
    lines.scrollTop = text.scrollTop;
  };
  text.addEventListener("input", count);
  text.addEventListener("scroll", () => (lines.scrollTop = text.scrollTop));
  new ResizeObserver(count).observe(text);
}

// ---- a problem leads to its line

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link || !text) return;
  event.preventDefault();
  const lines = text.value.split("\n"), line = Number(link.dataset.line) - 1;
  const start = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line] ?? "").length);
  text.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(text).lineHeight));
});

// ---- completion: keys of the file's shape, and names that it can refer to

const words = [...new Set([...(document.getElementById("words")?.children ?? [])].map((one) => one.textContent))];
const list = document.createElement("ul");
list.className = "completions";
list.id = "completions";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", document.getElementById("completion-help")?.textContent ?? "");
list.hidden = true;
if (numbered) {
  numbered.append(list);
  text.setAttribute("aria-controls", list.id);
}
let chosen = -1;

const begun = () => /[A-Za-z0-9_.-]{2,}$/.exec(text.value.slice(0, text.selectionStart))?.[0] ?? "";

function offer() {
  const start = begun();
  const found = start ? words.filter((word) => word.startsWith(start) && word !== start).slice(0, 8) : [];
  list.replaceChildren(...found.map((word, index) => {
    const item = document.createElement("li");
    item.id = `completion-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = word;
    return item;
  }));
  list.hidden = !found.length;
  choose(-1);
}

function choose(index) {
  chosen = index;
  [...list.children].forEach((item, position) => item.setAttribute("aria-selected", String(position === index)));
  if (index >= 0) text.setAttribute("aria-activedescendant", `completion-${index}`);
  else text.removeAttribute("aria-activedescendant");
}

function take(word) {
  const end = text.selectionStart, start = end - begun().length;
  text.setRangeText(word.endsWith(":") ? `${word} ` : word, start, end, "end");
  list.hidden = true;
  text.dispatchEvent(new Event("input"));
  list.hidden = true;
}

if (numbered && words.length) {
  text.addEventListener("input", (event) => event.isComposing || offer());
  text.addEventListener("blur", () => (list.hidden = true));
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (event.target.closest("li")) take(event.target.textContent);
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const count = list.children.length;
    if (event.key === "ArrowDown") choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && chosen >= 0) choose((chosen - 1 + count) % count);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen >= 0) take(list.children[chosen].textContent);
    else if (event.key === "Escape") list.hidden = true;
    else return;
    event.preventDefault();
  });
}
