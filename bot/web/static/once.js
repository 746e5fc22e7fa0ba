// A form is sent once: a second press while the answer is on its way orders nothing twice.

const MILLISECONDS = 10_000; // by then it was lost on the way, and may be sent again

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || form.matches("[data-swap]")) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  document.documentElement.classList.add("busy");
  setTimeout(release, MILLISECONDS);
});

function release() {
  document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent);
  document.documentElement.classList.remove("busy");
}

addEventListener("pageshow", release); // also of a page that one comes back to
